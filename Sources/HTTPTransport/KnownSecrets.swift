internal import Synchronization

/// Secrets that went to a server and must not come back in what is printed of its texts.
package final class KnownSecrets: Sendable {
  private let values = Mutex<Set<String>>([])

  /// Shorter ones would blot out ordinary words.
  private static let shortest = 6

  package init() {}

  package func add(_ secret: String) {
    guard secret.utf8.count >= Self.shortest else { return }
    values.withLock { _ = $0.insert(secret) }
  }

  /// The text with every secret replaced.
  package func removed(from text: String) -> String {
    values.withLock { $0 }.sorted { $0.utf8.count > $1.utf8.count }.reduce(text) { text, secret in
      text.replacing(secret, with: "<redacted>")
    }
  }
}
