package import DirectoryModel
package import SafeFiles

/// The state folder cannot be used, or somebody else is using it.
package struct StateError: DiagnosableError, Equatable {
  package let category: FailureCategory
  package let summary: String
  package let hint: String?

  init(category: FailureCategory = .state, summary: String, hint: String? = nil) {
    self.category = category
    self.summary = summary
    self.hint = hint
  }

  /// A file that a later version of this program wrote.
  init(_ path: String, version: Int, known: Int) {
    self.init(
      summary: "\(path) has version \(version); this rollcall knows \(known) at most",
      hint: "Use the newer rollcall that wrote it. \(Self.otherFolder)"
    )
  }

  private static let otherFolder =
    "Another state folder begins without memory: nobody is given back who was revoked before, and whoever has left is held as foreign."

  package init(_ error: FileError) {
    if case .locked(let note) = error.reason {
      category = .locked
      summary = "another run holds \(error.path): \(note.isEmpty ? "unknown process" : note)"
      hint =
        "Wait until it has ended. The lock ends with its process; the file itself means nothing."
    } else {
      category = .state
      summary = error.summary
      hint =
        error.hint ?? "Repair what keeps it from being read or written. \(Self.otherFolder)"
    }
  }
}
