package import HTTPTypes

/// A complete answer.
package struct HTTPReply: Equatable, Sendable {
  /// 100 to 999.
  package let status: Int
  package let fields: HTTPFields
  package let body: [UInt8]

  package init(status: Int, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  package var isSuccess: Bool { (200...299).contains(status) }

  /// The server's clock, in seconds since 1970; nil if it does not tell.
  package var date: Int64? { fields[.date].flatMap { HTTPDate.seconds($0) } }

  /// How long to wait before the next attempt, in seconds (RFC 9110, 10.2.3); nil if the server does not say.
  ///
  /// `now` are seconds since 1970, for the form that names a date.
  package func retryAfter(now: Int64) -> Int64? {
    guard let text = fields[.retryAfter] else { return nil }
    if let seconds = Int64(text) { return max(0, seconds) }
    return HTTPDate.seconds(text).map { max(0, $0 - now) }
  }
}
