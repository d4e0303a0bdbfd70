internal import DirectoryModel
internal import JSONReader

/// What is wrong with a file organization; such a file is left untouched.
enum FileOrganizationError: Error, Equatable {
  case notJSON(JSONError, JSONPlace)
  /// The place is nil where it is no single one.
  case notAnOrganization(String, JSONPlace?)
  case newer(version: String)

  func targetError(_ path: String) -> TargetError {
    switch self {
    case .notJSON(let error, let place):
      TargetError(
        summary: "organization \(path) is damaged: \(error.message) (\(place))",
        hint: "Mend the file, or put back a copy. It was left as it is."
      )
    case .notAnOrganization(let problem, let place):
      TargetError(
        summary: "organization \(path) is damaged: \(problem)\(place.map { " (\($0))" } ?? "")",
        hint: "Mend the file, or put back a copy. It was left as it is."
      )
    case .newer(let version):
      TargetError(
        summary: "organization \(path) has version \(version), which this rollcall does not know",
        hint: "Update rollcall. The file was left as it is."
      )
    }
  }
}
