package import SafeFiles

/// A file of an export.
package struct ExportFile: Equatable, Sendable {
  /// Where it is.
  package let path: String
  /// Its path as seen from the folder of the export, or its own name: what people are told.
  package let name: String
  package let status: FileStatus

  /// Seconds since 1970 of the last change of the content.
  package var modified: Int64 { status.modified }

  package init(path: String, name: String, status: FileStatus) {
    self.path = path
    self.name = name
    self.status = status
  }
}
