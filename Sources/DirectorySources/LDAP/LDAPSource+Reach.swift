package import DirectoryModel
internal import LDAPClient

/// How a directory is reached, without reading any of it: for `check`.
package struct LDAPReach: Sendable, Equatable {
  package let url: String
  /// `TLSv1.3`, or `TLS1.3` as GnuTLS writes it; nil without TLS.
  package let tls: String?
  /// The last day of the server's certificate, `2035-12-31`; nil without TLS.
  package let certificateEnd: String?
  /// `anonymously`, `as cn=reader`, `by EXTERNAL`, `by GSSAPI`.
  package let bound: String
  /// The schema preset in force.
  package let schema: String
}

extension LDAPSource {
  /// Connects, binds and reads the server's root.
  ///
  /// - Throws: ``SourceError``, as a read does.
  package func reach() async throws(SourceError) -> LDAPReach {
    do throws(LDAPSourceFailure) {
      let (connection, _) = try await LDAPServers(settings).connect(from: 0, only: false)
      let profile = try await ServerProfile.read(connection, settings)
      return LDAPReach(
        url: "\(connection.url)",
        tls: connection.tls?.version,
        certificateEnd: connection.tls.map { ServerCertificate.day($0.certificate.validUntil) },
        bound: settings.bind.manner,
        schema: profile.schema.name
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
