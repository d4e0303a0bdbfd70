internal import HTTPTypes
internal import JSONReader

/// What the limiter says, in the server's internal error shape (contract, section 11).
enum RateLimitAnswer {
  /// Whole seconds, at least one; rounded, so that it can be half a second short.
  static func seconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return max(1, Int(seconds) + (attoseconds >= 500_000_000_000_000_000 ? 1 : 0))
  }

  static func refusal(period: String, retryAfter: Int) -> SandboxAnswer {
    var answer = PublicJSON.single { writer in
      writer.object { writer in
        writer.field("object", "error")
        writer.field("message", "Slow down! Too many requests. Try again in \(period).")
        for name in [
          "validationErrors", "exceptionMessage", "exceptionStackTrace", "innerExceptionMessage",
        ] {
          writer.key(name)
          writer.null()
        }
      }
    }
    answer.status = 429
    answer.fields[.retryAfter] = String(retryAfter)
    return answer
  }

  static func add(_ rule: RateLimiter.Rule, _ remaining: Int, to answer: inout SandboxAnswer) {
    for (name, value) in [
      ("X-Rate-Limit-Limit", rule.name), ("X-Rate-Limit-Remaining", String(remaining)),
    ] {
      if let name = HTTPField.Name(name) { answer.fields[name] = value }
    }
  }
}
