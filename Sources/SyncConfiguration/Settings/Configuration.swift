package import DirectoryModel
package import JSONReader

/// A configuration file, decoded and checked: the types mirror `config.example.json` key for key.
package struct Configuration: Sendable {
  /// From the root.
  package let path: String
  package let sources: [SourceSettings]
  package let organization: OrganizationSettings
  /// What decides about people.
  package let policy: SyncPolicy
  package let run: RunSettings
  package let monitoring: MonitoringSettings
  /// Every key with its effective value; secrets are references.
  package let effective: JSONValue
}

/// `run`: how a run behaves.
package struct RunSettings: Sendable, Equatable {
  /// Calls under way at once.
  package let concurrency: Int
  /// Seconds; nil: none.
  package let deadline: Int64?
  /// A folder, from the root; nil: the usual place.
  package let state: String?
  /// Seconds.
  package let keepRuns: Int64
}

/// `metricsFile`, `ping`, `notify`: who else is told.
package struct MonitoringSettings: Sendable, Equatable {
  package let metricsFile: String?
  package let pingStart: String?
  package let pingSuccess: String?
  package let pingFailure: String?
  package let webhook: String?
  /// A program and its arguments.
  package let command: [String]
  /// Whether names and addresses are told, or only counts and ids.
  package let names: Bool
}
