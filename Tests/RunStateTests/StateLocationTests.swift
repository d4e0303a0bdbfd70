import DirectoryModel
import RunState
import Testing

struct StateLocationTests {
  @Test(
    "the first place that is named wins",
    arguments: [
      ("/flag", "/conf", "/etc/rollcall/config.json", ["STATE_DIRECTORY": "/sys"], "/flag"),
      (nil, "/conf", "/etc/rollcall/config.json", ["STATE_DIRECTORY": "/sys:/other"], "/sys"),
      (nil, "/conf", "/etc/rollcall/config.json", ["HOME": "/home/ada"], "/conf"),
      (nil, nil, "/etc/rollcall/config.json", ["HOME": "/home/ada"], "/var/lib/rollcall"),
      (
        nil, nil, "/home/ada/config.json", ["HOME": "/home/ada", "XDG_STATE_HOME": "/x"],
        "/x/rollcall"
      ),
      (
        nil, nil, "/home/ada/config.json", ["HOME": "/home/ada", "XDG_STATE_HOME": "x"],
        "/home/ada/.local/state/rollcall"
      ),
      (nil, nil, "/etcetera/config.json", ["HOME": "/home/ada"], "/home/ada/.local/state/rollcall"),
    ] as [(String?, String?, String, [String: String], String)]
  )
  func order(
    flag: String?,
    configured: String?,
    configuration: String,
    environment: [String: String],
    root: String
  ) throws {
    let found = try StateLocation.root(
      flag: flag,
      configured: configured,
      configuration: configuration,
      environment: environment
    )
    #expect(found == root)
  }

  @Test func `no place at all is an error of state`() {
    let error = #expect(throws: StateError.self) {
      _ = try StateLocation.root(
        flag: nil,
        configured: nil,
        configuration: "/srv/config.json",
        environment: [:]
      )
    }
    #expect(error?.category == .state)
  }

  @Test(
    "each organization has a folder with a readable name",
    arguments: [
      ("539a36c5-e0d2-4cf9-979e-51ecf5cf6593", "539a36c5-e0d2-4cf9-979e-51ecf5cf6593-0df4f3bd"),
      ("https://scim.example.com/v2", "https-scim-example-com-v2-0e8acc56"),
      ("/srv/rollcall/organization.json", "srv-rollcall-organization-json-414adc35"),
      ("/", "organization-29622bb2"),
    ]
  )
  func folder(id: String, name: String) {
    let identity = OrganizationIdentity(kind: .scim, id: id, name: nil, place: "")
    #expect(StateFolder(root: "/state", organization: identity).path == "/state/" + name)
  }

  @Test func `ids that read alike have folders of their own`() {
    let paths = ["https://a.example/v2", "https://a.example/v2/", "https://A.example/v2"].map {
      StateFolder(
        root: "/state",
        organization: OrganizationIdentity(kind: .scim, id: $0, name: nil, place: "")
      ).path
    }
    #expect(Set(paths).count == 3)
  }
}
