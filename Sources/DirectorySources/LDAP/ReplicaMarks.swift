internal import DirectoryModel
internal import LDAPClient

/// How far a server's copy of the directory has come, as far as the server says so.
///
/// OpenLDAP has a `contextCSN` for each server that takes changes, on the naming context's entry (with the overlay
/// `syncprov`, on providers and consumers alike); Active Directory the last number that this domain controller gave to a
/// change, which counts for the `invocationId` under which it gave it (MS-ADTS 3.1.1.1.9). Other servers have none that
/// could be compared.
struct ReplicaMarks {
  private let profile: ServerProfile
  private let bases: [String]

  init(_ profile: ServerProfile, _ settings: LDAPSourceSettings) {
    self.profile = profile
    bases = settings.users.bases + settings.groups.bases
  }

  /// The marks by what counts them; empty where the account may not see them.
  ///
  /// To be read before the entries: they are then at least as new as the marks.
  func read(_ connection: LDAPConnection) async -> [String: ChangeMark] {
    if let number = profile.highestCommittedUSN, let service = profile.serviceName {
      let entry = await entry(connection, service, "invocationId")
      guard let id = entry?.first(0) else { return [:] }
      return ["highestCommittedUSN of \(ExternalIDFormat.guid.text(id))": ChangeMark(number)]
    }
    var marks: [String: ChangeMark] = [:]
    for context in contexts {
      let entry = await entry(connection, context, "contextCSN")
      for value in entry.map({ Array($0.values(0)) }) ?? [] {
        let text = String(decoding: value, as: UTF8.self)
        guard let server = Self.server(text) else { continue }
        marks["contextCSN \(server) of \(context)"] = ChangeMark(text)
      }
    }
    return marks
  }

  /// The server that made a change: the third part of `20261126135248.123456Z#000000#001#000000`.
  static func server(_ number: String) -> Substring? {
    let parts = number.split(separator: "#", omittingEmptySubsequences: false)
    return parts.count == 4 ? parts[2] : nil
  }

  /// The naming contexts that have one of our bases.
  private var contexts: [String] {
    var normalizer = DNNormalizer()
    func key(_ name: String) -> [UInt8]? { normalizer.normalize(name) ? normalizer.key : nil }
    let bases = bases.compactMap(key)
    if bases.isEmpty { return profile.namingContexts }
    return profile.namingContexts.filter { context in
      guard let context = key(context) else { return false }
      return bases.contains { DNNormalizer.isKey($0, below: context) }
    }
  }

  private func entry(
    _ connection: LDAPConnection,
    _ name: String,
    _ attribute: String
  ) async -> LDAPEntry? {
    let request = LDAPSearchRequest(
      base: name,
      scope: .base,
      filter: "(objectClass=*)",
      attributes: [attribute]
    )
    // Not everybody may see it, and a connection that is broken fails the read that follows.
    return try? await connection.fewEntries(request).first
  }
}
