package import DirectoryModel

/// A source that reads a ``PlainDirectory``, or fails.
package struct PlainSource: DirectorySource {
  private let directory: PlainDirectory
  private let failure: SourceError?

  package init(_ directory: PlainDirectory, failure: SourceError? = nil) {
    self.directory = directory
    self.failure = failure
  }

  package var description: SourceDescription {
    SourceDescription(name: directory.name, kind: .export, provider: nil, place: "test")
  }

  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(SourceError) -> DirectorySnapshot {
    if let failure { throw failure }
    do {
      return try directory.snapshot()
    } catch {
      throw SourceError(source: directory.name, code: "test", reason: "test", summary: "\(error)")
    }
  }
}
