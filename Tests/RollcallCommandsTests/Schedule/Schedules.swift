import RollcallCommands
import SyncConfiguration

/// Schedules that tests print.
enum Schedules {
  /// Everything at its default, with a program that is there.
  static let plain = Schedule(
    program: "/usr/bin/env",
    configuration: "/etc/rollcall/config.json"
  )

  /// One of everything that changes the units.
  static let full: Schedule = {
    var schedule = plain
    schedule.secrets = [
      .init(key: "sources[0].bind.password", reference: .environment("LDAP_PASSWORD")),
      .init(key: "sources[1].token", reference: .file("/etc/rollcall/scim.token")),
      .init(
        key: "organization.clientSecret",
        reference: .credential("bitwarden", folder: "/etc/rollcall/credentials")
      ),
      .init(key: "organization.scim.token", reference: .command("/usr/bin/pass", ["scim"])),
    ]
    schedule.readPaths = ["/srv/exports/okta"]
    schedule.writeFolders = ["/var/lib/prometheus node"]
    return schedule
  }()

  static let named = Schedule(
    program: "/home/ann/bin/roll call%1",
    configuration: "/home/ann/my \"$5\" config.json",
    account: .named("ann")
  )
}
