internal import RunState
package import SyncConfiguration

/// What a schedule is made of; all paths from the root.
package struct Schedule: Equatable, Sendable {
  package let program: String
  package let configuration: String
  package let account: Account
  /// The root of the state; nil: where a service has it, `/var/lib/rollcall`.
  package var stateFolder: String?
  /// The root of the state of runs by hand, whoever starts them; nil: it is in their home.
  package var stateByHand: String?
  package var secrets: [ScheduledSecret] = []
  /// `run.deadline`, in seconds; nil: none.
  package var deadline: Int64? = 1800
  package var calendar = RunCalendar.daily(hour: 2, minute: 0)
  /// What else is read: exports, certificates.
  package var readPaths: [String] = []
  /// Of what is read: what others than its owner and its group cannot.
  package var closedPaths: [String] = []
  /// Folders in which files are replaced: of the metrics, of a file organization.
  package var writeFolders: [String] = []
  /// Variables that name a proxy here.
  package var proxyNames: [String] = []

  package enum Account: Equatable, Sendable {
    /// One that systemd makes for the time of a run, under the name `rollcall`.
    case dynamic
    case named(String)
  }

  /// A secret of the configuration.
  package struct ScheduledSecret: Equatable, Sendable {
    /// `sources[0].bind.password`.
    package let key: String
    package let reference: SecretReference

    package init(key: String, reference: SecretReference) {
      self.key = key
      self.reference = reference
    }
  }

  package init(program: String, configuration: String, account: Account = .dynamic) {
    self.program = program
    self.configuration = configuration
    self.account = account
    setStateByHand(configured: nil)
  }

  /// - Parameter configured: `run.state`.
  mutating func setStateByHand(configured: String?) {
    stateByHand = try? StateLocation.root(
      flag: nil,
      configured: configured,
      configuration: configuration,
      environment: [:]
    )
  }
}
