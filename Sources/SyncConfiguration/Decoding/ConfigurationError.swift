package import DirectoryModel
internal import JSONReader
internal import SafeFiles

/// What is wrong with the configuration, and where.
package struct ConfigurationError: DiagnosableError, Equatable {
  package let summary: String
  package let hint: String?

  package var category: FailureCategory { .configuration }

  package init(_ summary: String, hint: String? = nil) {
    self.summary = summary
    self.hint = hint
  }

  /// A key that is wrong: `sources[0].maximumAge (line 7, column 5): …`.
  init(key: String, place: JSONPlace?, _ problem: String, hint: String? = nil) {
    let spot = place.map { $0.line > 0 ? " (\($0))" : "" } ?? ""
    self.init("\(key.isEmpty ? "the configuration" : key)\(spot): \(problem)", hint: hint)
  }

  init(_ error: FileError) {
    self.init(error.summary, hint: error.hint)
  }
}
