internal import ArgumentParser
internal import BitwardenSandbox

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A server to try rollcall on: like Bitwarden's, in memory, on this machine only.
@main
struct BitwardenSandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bitwarden-sandbox",
    abstract: "Serve an organization that behaves like Bitwarden's, in memory, on loopback.",
    discussion: """
      swift run bitwarden-sandbox --port 8090

      Point rollcall at it with "url": "http://127.0.0.1:8090" and the client id and secret that it prints. \
      Everything is forgotten when it ends.
      """
  )

  @Option(help: "Port on 127.0.0.1; 0 chooses a free one.")
  var port = 8090

  @Option(help: "Which server to be: \(names).")
  var profile: SandboxSettings.Profile = .current

  @Flag(help: "Keep the rate limits and sell the seats of Bitwarden's cloud.")
  var cloud = false

  @Option(help: "Seats of the organization; as many as wanted unless said.")
  var seats: Int?

  @Option(help: "Least time of an answer, in milliseconds.")
  var latency = 0

  @Option(help: "Confirmed members to begin with, besides the owner: user1@example.com and so on.")
  var members = 0

  @Flag(help: "Give them external ids, u-1 and so on.")
  var managed = false

  static var names: String {
    SandboxSettings.Profile.allCases.map(\.rawValue).joined(separator: ", ")
  }

  func run() async throws {
    var settings = SandboxSettings(profile)
    settings.isCloud = cloud
    settings.latency = .milliseconds(latency)
    let sandbox = Sandbox(settings)
    let (seats, members, managed) = (seats, members, managed)
    await sandbox.change { organization in
      organization.seats = seats
      organization.addMember(email: "owner@example.com", type: 0, name: "Olive Owner")
      for number in 1...max(1, members) where number <= members {
        organization.addMember(
          email: "user\(number)@example.com",
          externalID: managed ? "u-\(number)" : nil,
          name: "User \(number)"
        )
      }
    }
    let organization = await sandbox.organization
    try await SandboxServer.run(sandbox, port: port) { port in
      print(
        """
        url           http://127.0.0.1:\(port)
        clientId      \(organization.clientID)
        clientSecret  \(organization.apiKey)
        scim          http://127.0.0.1:\(port)/scim/v2/\(organization.id)
        scim token    \(organization.scimKey)
        """
      )
      // Whoever reads this through a pipe waits for it.
      fflush(nil)
    }
  }
}

extension SandboxSettings.Profile: ExpressibleByArgument {}
