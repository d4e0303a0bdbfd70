internal import DirectoryModel
internal import SyncConfiguration

extension Checks {
  /// A line for each secret: where it comes from, or why it cannot be read; its value is never shown.
  func secrets() async -> [Finding] {
    var findings: [Finding] = []
    for (key, reference) in session.configuration.secrets {
      do {
        _ = try await reference.read(key: key, environment: session.environment)
        findings.append(ok("secret", "\(key) from \(reference)"))
      } catch {
        findings.append(failed("secret", error))
      }
    }
    return findings
  }
}
