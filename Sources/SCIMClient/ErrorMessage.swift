internal import HTTPTransport
internal import JSONReader

/// What a service says about a failure (RFC 7644 section 3.12), read by content: bodies that are no SCIM errors, and
/// no JSON, are common.
struct ErrorMessage: Equatable {
  /// `uniqueness`, `mutability`, `invalidPath`, …, at most 40 characters; nil if it does not tell.
  let scimType: String?
  /// At most 300 characters; empty if it says nothing.
  let detail: String

  /// - Parameters:
  ///   - body: Of the answer.
  ///   - secrets: Taken out before anything is cut off, so that no part of one is left.
  init(_ body: [UInt8], without secrets: KnownSecrets) {
    guard let json = try? JSONValue(parsing: body), json.object != nil else {
      scimType = nil
      detail = Self.excerpt(secrets.removed(from: String(decoding: body, as: UTF8.self)))
      return
    }
    scimType = json.text("scimType").map { String(secrets.removed(from: $0).prefix(40)) }
    let told = json.attribute("detail") ?? json.attribute("message") ?? json.attribute("error")
    detail = Self.excerpt(secrets.removed(from: told?.string ?? Self.text(told) ?? ""))
  }

  /// FastAPI gives a list of objects as `detail`.
  private static func text(_ json: JSONValue?) -> String? {
    json.map { String(decoding: $0.encoded, as: UTF8.self) }
  }

  /// The first words; of a page of HTML nothing, since it says nothing to an administrator.
  private static func excerpt(_ text: String) -> String {
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if trimmed.hasPrefix("<") { return "" }
    return trimmed.count <= 300 ? trimmed : trimmed.prefix(299) + "…"
  }
}
