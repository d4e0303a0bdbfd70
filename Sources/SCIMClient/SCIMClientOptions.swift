/// How a service is spoken to; what it announces and proves to do adds to this.
package struct SCIMClientOptions: Equatable, Sendable, SettableByWord {
  /// `contentType: "json"`: `application/json` instead of `application/scim+json`, for services that refuse the latter.
  package var sendsPlainJSON = false
  /// `rate`: requests a second; nil: as many as can be.
  package var rate: Double?
  /// Requests under way at once.
  package var concurrency = 2
  package var paging = Paging.automatic
  /// Resources a page, before the service's own limits.
  package var pageSize = 100
  /// Whether lists are asked for in order; automatic: where the service announces it.
  package var sort = Choice.automatic
  /// How often a listing is begun anew before it counts as unreadable.
  package var listingAttempts = 3
  /// Records of a listing that are still read.
  package var listingLimit = 1_000_000
  /// `etag`: whether changes carry `If-Match`; automatic: a PUT where the service announces tags, and everything where it
  /// insists on them.
  package var tags = Choice.automatic
  /// `retry.maxWait`: the longest pause in seconds that a service may ask for.
  package var longestPause = 300
  /// `timeout.connect`, `timeout.answer`, `timeout.change`: seconds to a connection, and without a byte of an answer; the
  /// last for PATCH and PUT.
  package var connectSeconds = 10
  package var answerSeconds = 60
  package var changeSeconds = 180
  /// `maxBody`: MiB of an answer.
  package var bodyMegabytes = 64

  package init() {}

  package enum Choice: String, Sendable, CaseIterable {
    case automatic = "auto"
    case yes
    case no
  }

  package enum Paging: String, Sendable, CaseIterable {
    case automatic = "auto"
    case index
    case cursor
    /// The service gives everything at once.
    case none
  }

  /// Sets what a key of `options` says.
  ///
  /// - Parameters:
  ///   - key: One of those of `SCIMOption` that are about the service, not about the organization.
  ///   - text: The value as configured; durations in seconds.
  /// - Returns: False if the key or its value is not known; nothing is changed then.
  package mutating func set(_ key: String, to text: String) -> Bool {
    switch key {
    case "contentType": choose(text, ["scim": false, "json": true], \.sendsPlainJSON)
    case "rate": number(text, 0.01...1000, \.rate)
    case "concurrency": number(text, 1...64, \.concurrency)
    case "paging": assign(Paging(rawValue: text), \.paging)
    case "pageSize": number(text, 1...10_000, \.pageSize)
    case "sort": assign(Choice(rawValue: text), \.sort)
    case "listing.attempts": number(text, 1...20, \.listingAttempts)
    case "listing.max": number(text, 1...100_000_000, \.listingLimit)
    case "etag": assign(Choice(rawValue: text), \.tags)
    case "retry.maxWait": number(text, 1...86_400, \.longestPause)
    case "timeout.connect": number(text, 1...86_400, \.connectSeconds)
    case "timeout.answer": number(text, 1...86_400, \.answerSeconds)
    case "timeout.change": number(text, 1...86_400, \.changeSeconds)
    case "maxBody": number(text, 1...4096, \.bodyMegabytes)
    default: false
    }
  }
}
