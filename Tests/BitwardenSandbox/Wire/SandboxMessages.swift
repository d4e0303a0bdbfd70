package import HTTPTypes

/// A request as it arrives, path prefixes included.
package struct SandboxRequest: Sendable {
  package let method: String
  /// Without query: `/api/public/members`.
  package let path: String
  package let query: [(name: String, value: String)]
  package let fields: HTTPFields
  package let body: [UInt8]

  package init(
    method: String,
    path: String,
    query: [(name: String, value: String)] = [],
    fields: HTTPFields = [:],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.fields = fields
    self.body = body
  }
}

/// What the sandbox answers.
package struct SandboxAnswer: Sendable {
  package var status: Int
  package var fields: HTTPFields
  package var body: [UInt8]
  /// The connection is closed instead of answering.
  package var dropsConnection = false

  package init(status: Int, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// 200 without a body, as every success without data is.
  static let done = SandboxAnswer(status: 200)

  static func json(_ body: [UInt8], status: Int = 200) -> SandboxAnswer {
    SandboxAnswer(
      status: status,
      fields: [.contentType: "application/json; charset=utf-8"],
      body: body
    )
  }

  /// A page of a proxy.
  static func html(_ status: Int, _ title: String) -> SandboxAnswer {
    SandboxAnswer(
      status: status,
      fields: [.contentType: "text/html"],
      body: Array(
        "<html>\r\n<head><title>\(status) \(title)</title></head>\r\n<body><center><h1>\(status) \(title)</h1></center></body>\r\n</html>\r\n"
          .utf8
      )
    )
  }
}

/// A request that was served, for assertions on order and number.
package struct LoggedRequest: Sendable, Equatable {
  package let method: String
  /// As it came in, with its prefix: `/api/public/members`.
  package let path: String
  package let body: String
  /// nil: the connection was dropped.
  package let status: Int?

  /// `POST /api/public/members`.
  package var line: String { "\(method) \(path)" }
}
