package import DirectoryModel
internal import LDAPClient

/// How a directory is reached, and what each base gives: for `check`.
package struct LDAPReach: Sendable {
  package let url: String
  /// `TLSv1.3`, or `TLS1.3` as GnuTLS writes it; nil without TLS.
  package let tls: String?
  /// The last day of the server's certificate, `2035-12-31`; nil without TLS.
  package let certificateEnd: String?
  /// `anonymously`, `as cn=reader`, `by EXTERNAL`, `by GSSAPI`.
  package let bound: String
  /// The schema preset in force.
  package let schema: String
  /// Users' bases first, in the order of the configuration.
  package let bases: [Base]

  /// What a search below one base gives.
  package struct Base: Sendable {
    /// `users.base` or `groups.base`.
    package let key: String
    package let name: String
    package let finding: Finding
  }

  package enum Finding: Sendable {
    case counted(Count)
    /// A run would end with this.
    case failed(SourceError)
  }

  package struct Count: Sendable, Equatable {
    package var entries = 0
    /// Entries whose id the account cannot see.
    package var withoutID = 0
    /// Groups with members; nil for users, and where memberships come from them.
    package var withMembers: Int?
  }
}

extension LDAPSource {
  /// Connects, binds, reads the server's root, and counts what each base gives.
  ///
  /// - Throws: ``SourceError``, as a read does.
  package func reach() async throws(SourceError) -> LDAPReach {
    do throws(LDAPSourceFailure) {
      let (connection, _) = try await LDAPServers(settings).connect(from: 0, only: false)
      let profile = try await ServerProfile.read(connection, settings)
      var reading = try LDAPReading(
        settings,
        profile,
        connection,
        now: now(),
        ReadProgress { _ in }
      )
      return LDAPReach(
        url: "\(connection.url)",
        tls: connection.tls?.version,
        certificateEnd: connection.tls.map { ServerCertificate.day($0.certificate.validUntil) },
        bound: settings.bind.manner,
        schema: profile.schema.name,
        bases: try await reading.probe()
      )
    } catch {
      throw error.sourceError(settings)
    }
  }
}

extension LDAPSourceSettings.Bind {
  fileprivate var manner: String {
    switch self {
    case .anonymous: "anonymously"
    case .simple(let dn, _): "as \(dn)"
    case .external: "by EXTERNAL"
    case .gssapi: "by GSSAPI"
    }
  }
}
