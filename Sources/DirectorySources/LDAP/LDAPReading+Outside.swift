internal import DirectoryModel
internal import LDAPClient

extension LDAPReading {
  /// Settles names of members that lie below no base: those of groups were not read, all others are strangers.
  ///
  /// One search for the names of all groups costs less than a look-up for each name: people outside may be many.
  mutating func settleOutside(_ names: PendingKeys) async throws(LDAPSourceFailure) {
    guard names.count > 0 else { return }
    let groups = try await keysOfGroups()
    for index in 0..<names.count {
      let (parent, name) = names[index]
      let text = String(decoding: name, as: UTF8.self)
      // What was taken in is a name.
      if let groups, normalizer.normalize(name), !groups.contains(normalizer.key) {
        addStranger(text)
      } else {
        addUnreadMember(text, to: parent)
      }
    }
  }

  /// Keys of the names of all groups that the account can see, wherever they are.
  ///
  /// - Returns: nil if the server does not let us see them all.
  private mutating func keysOfGroups() async throws(LDAPSourceFailure) -> Set<[UInt8]>? {
    var keys: Set<[UInt8]> = []
    for context in profile.namingContexts {
      let request = LDAPSearchRequest(
        base: context,
        scope: .subtree,
        filter: "\(profile.schema.groupFilter)",
        attributes: ["1.1"],
        pageSize: settings.pageSize
      )
      await connection.begin(request)
      do throws(LDAPError) {
        while let batch = try await connection.nextBatch() {
          for index in 0..<batch.count where normalizer.normalize(batch[index].dn) {
            keys.insert(normalizer.key)
          }
          if batch.isLast { break }
        }
      } catch {
        switch error.code {
        // The account may read its bases only.
        case .noSuchObject, .insufficientAccessRights: continue
        case nil, .serverDown, .timeout, .decodingError, .connectError: throw .ldap(error)
        // What was to be read has been read: this look alone is refused.
        case let code?:
          notes.note(
            "unlistedGroups",
            context,
            "the server does not list all groups to this account (\(code)): members outside of the bases may be groups, "
              + "so nobody is taken out of the groups that have them; let the account search there, or widen the bases"
          )
          return nil
        }
      }
    }
    return keys
  }
}
