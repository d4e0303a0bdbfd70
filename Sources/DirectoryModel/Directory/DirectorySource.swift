/// A directory that can be read: LDAP, an export, a SCIM service.
package protocol DirectorySource: Sendable {
  /// Known before reading; the provider may become clear only by reading.
  var description: SourceDescription { get }

  /// Reads everything, or fails.
  ///
  /// - Parameter progress: Called now and then with the number of entries read so far.
  /// - Returns: The whole of it.
  /// - Throws: ``SourceError`` if anything is missing.
  func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(SourceError) -> DirectorySnapshot

  /// Whether ``locate(_:)`` can find anybody.
  var canLocate: Bool { get }

  /// Looks up single ids that a search did not return.
  ///
  /// - Returns: Those that exist somewhere after all.
  /// - Throws: ``SourceError`` if a look-up fails, or finds an entry that the search should have returned: then
  ///   the read was not complete.
  func locate(_ ids: [String]) async throws(SourceError) -> [LocatedUser]
}

extension DirectorySource {
  package var canLocate: Bool { false }

  package func locate(_ ids: [String]) async throws(SourceError) -> [LocatedUser] { [] }
}
