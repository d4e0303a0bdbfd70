internal import DirectoryModel
internal import ExportFiles
internal import JSONReader

/// Why an export was not read, in the fixed words of `contracts/idp-exports.md` 1.6.
struct ExportFailure: Error, Equatable {
  let code: Code
  let reason: String
  let file: String?
  /// What is wrong, for people: lower case, no final period, without the name of the file.
  let message: String
  var hint: String?

  enum Code: String {
    case incomplete = "incomplete-export"
    case unrecognised = "unrecognised-format"
    case invalid = "invalid-record"
    case ambiguousProvider = "ambiguous-provider"
    case ambiguousInput = "ambiguous-input"
    case unreadable = "unreadable-export"
    case stale = "stale-export"
    case configuration
  }

  init(
    _ code: Code,
    _ reason: String,
    file: String?,
    _ message: String,
    hint: String? = nil
  ) {
    self.code = code
    self.reason = reason
    self.file = file
    self.message = message
    self.hint = hint
  }

  static func incomplete(_ reason: String, file: String?, _ message: String, hint: String? = nil)
    -> ExportFailure
  {
    ExportFailure(.incomplete, reason, file: file, message, hint: hint)
  }

  /// The same as people and exit codes need it.
  func sourceError(source: ExportSourceSettings) -> SourceError {
    var place = ""
    // An export of one file is its own place.
    if let file, source.path != file, !source.path.hasSuffix("/" + file) { place = "\(file): " }
    return SourceError(
      source: source.name,
      category: code == .configuration ? .configuration : .source,
      code: code.rawValue,
      reason: reason,
      file: file,
      summary: "cannot read the export \(source.path): \(place)\(message)",
      hint: hint
    )
  }
}

extension ExportFailure {
  init(_ error: ExportFileError) {
    let file = error.file
    let message = error.description
    switch error.problem {
    case .empty: self = .incomplete("empty-file", file: file, message, hint: Self.again)
    case .truncated: self = .incomplete("truncated-json", file: file, message, hint: Self.again)
    case .shortRow:
      self = .incomplete(
        "truncated-json",
        file: file,
        message,
        hint:
          "Export again if it was cut short. Behind empty cells each row needs its separators, too: some spreadsheets leave them out."
      )
    case .truncatedGzip:
      self = .incomplete("truncated-gzip", file: file, message, hint: Self.again)
    case .changed:
      self = .incomplete(
        "changed-while-reading",
        file: file,
        message,
        hint: "Write the export under another name and rename it when it is complete."
      )
    case .strayLink:
      self = .incomplete(
        "link-not-followed",
        file: file,
        message,
        hint: "Put the file itself in its place, or take the link away."
      )
    case .vanished:
      self = .incomplete(
        "changed-while-reading",
        file: file,
        message,
        hint:
          "Rename it if its name is not UTF-8; else it was removed while the folder was listed: run again."
      )
    case .notJSON, .invalidTable:
      self.init(.unrecognised, "not-json", file: file, message, hint: Self.signIn)
    case .mixedObject: self.init(.unrecognised, "mixed-object", file: file, message)
    case .invalidJSON(let problem) where problem.isDuplicateKey:
      self.init(.invalid, "duplicate-key", file: file, message)
    case .invalidJSON(.stringTooLong), .invalidJSON(.nestingTooDeep), .invalidJSON(.tooManyValues):
      self.init(.unreadable, "too-large", file: file, message)
    case .invalidJSON, .damagedGzip: self.init(.unrecognised, "not-json", file: file, message)
    case .tooLarge:
      self.init(
        .unreadable,
        "too-large",
        file: file,
        message,
        hint: "Split the export into several files in one folder."
      )
    case .recordTooLarge, .noMemory, .tooDeep, .tooManyFiles:
      self.init(.unreadable, "too-large", file: file, message)
    case .notAFile: self.init(.unreadable, "not-a-file", file: file, message)
    case .unreadable where error.isWritableByOthers:
      self.init(.configuration, "writable-by-others", file: file, message, hint: error.hint)
    case .unreadable:
      self.init(.unreadable, "unreadable", file: file, message, hint: error.hint)
    }
  }

  private static let again =
    "The export was cut short: make it again, and let the script stop at the first error (set -euo pipefail, curl -f)."
  private static let signIn =
    "A sign-in page or a proxy may have answered instead of the API: look into the file."
}
