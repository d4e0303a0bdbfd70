import DirectoryModel
import DirectorySources
import Testing

/// Who is active, by what each provider says of it: a word that nobody knows is not taken for either.
@Suite struct AccountStateTests {
  /// `states` are those of the users in the order of their ids.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let states: [EntryState]

    var testDescription: String { name }
  }

  /// A record of each of these, with ids that count up.
  private static func records(_ first: String, _ rest: String, _ ends: String...) -> String {
    let records = ends.enumerated().map {
      #"{\#(first)\#(1001 + $0.offset)\#(rest)\#($0.element)}"#
    }
    return "[" + records.joined(separator: ",") + "]"
  }

  static let cases = [
    Case(
      name: "a table",
      text: """
        id,email,active,deleted
        1,a@example.com,true,
        2,b@example.com,inactive,
        3,c@example.com,FALSE ,
        4,d@example.com,n,
        5,e@example.com,off,
        6,f@example.com, ,no
        7,g@example.com,1.0,0
        8,h@example.com,0.0,0.0
        9,i@example.com,yes,Y
        """,
      states: [
        .active, .unknown, .disabled, .unknown, .unknown, .active, .active, .disabled, .unknown,
      ]
    ),
    Case(
      name: "the neutral layout",
      text: #"{"format":"directory-export/1","complete":true,"users":"#
        + records(
          #""id":""#,
          #"","email":"x@example.com""#,
          "",
          #","active":"disabled""#,
          #","active":"False ""#,
          #","active":0.0"#,
          #","deleted":"Y","active":true"#,
          #","active":null"#,
          #","active":{}"#,
          #","active":{"value":false}"#,
          #","active":[]"#,
          #","active":2"#,
          #","active":false,"deleted":"YES\t""#
        ) + "}",
      states: [
        .active, .unknown, .disabled, .disabled, .unknown, .active, .unknown, .unknown, .unknown,
        .unknown, .deleted,
      ]
    ),
    Case(
      name: "Okta",
      text: records(
        #""profile":{"login":"l"},"id":""#,
        #"""#,
        "",
        #","status":"ACTIVE""#,
        #","status":"Suspended ""#,
        #","status":"DEPROVISIONED""#,
        #","status":"LOCKED_OUT""#,
        #","status":"FROZEN""#,
        #","status":null"#,
        #","status":{"a":1}"#
      ),
      states: [
        .active, .active, .disabled, .deleted, .active, .unknown, .active, .unknown,
      ]
    ),
    Case(
      name: "OneLogin",
      text: records(
        #""id":"#,
        #","firstname":"A","lastname":"B""#,
        #","status":1"#,
        #","status":2,"state":1"#,
        #","status":"2 ""#,
        #","status":8,"state":1"#,
        #","status":9"#,
        #","status":1,"state":0"#,
        #","status":1,"state":4"#,
        #","status":null"#,
        #","status":"suspended""#
      ),
      states: [
        .active, .disabled, .disabled, .active, .unknown, .disabled, .unknown, .active, .unknown,
      ]
    ),
    Case(
      name: "Google",
      text: records(
        #""primaryEmail":"a@example.com","id":""#,
        #"""#,
        #","suspended":false"#,
        #","suspended":"True ""#,
        #","suspended":"maybe""#,
        #","suspended":"maybe","archived":true"#,
        #","deletionTime":"2025-01-03T10:00:00.000Z""#,
        #","deletionTime":" ""#
      ),
      states: [.active, .disabled, .unknown, .disabled, .deleted, .active]
    ),
    Case(
      name: "Entra ID",
      text: records(
        #""userPrincipalName":"a@example.com","id":""#,
        #"""#,
        #","accountEnabled":true"#,
        #","accountEnabled":" False""#,
        #","accountEnabled":"Blocked""#,
        #","accountEnabled":null"#,
        #","deletedDateTime":"""#,
        #","deletedDateTime":"2025-01-03T10:00:00Z""#
      ),
      states: [.active, .disabled, .unknown, .active, .active, .deleted]
    ),
    Case(
      name: "JumpCloud",
      text: records(
        #""username":"u","firstname":"A","account_locked":false,"_id":""#,
        #"""#,
        #","suspended":false,"state":"ACTIVATED""#,
        #","suspended":true,"state":"ACTIVATED""#,
        #","suspended":false,"state":"Staged""#,
        #","suspended":false,"state":"RETIRED""#,
        #","suspended":"on hold""#,
        #","suspended":"on hold","state":"SUSPENDED""#
      ),
      states: [.active, .disabled, .disabled, .unknown, .unknown, .disabled]
    ),
    Case(
      name: "PingOne",
      text: records(
        #""environment":{"id":"e"},"population":{"id":"p"},"id":""#,
        #"""#,
        #","enabled":true"#,
        #","enabled":"no""#,
        #","enabled":"locked""#
      ),
      states: [.active, .disabled, .unknown]
    ),
    Case(
      name: "Keycloak",
      text: records(
        #""username":"u","emailVerified":true,"id":""#,
        #"""#,
        #","enabled":true"#,
        #","enabled":"0""#,
        #","enabled":"off""#
      ),
      states: [.active, .disabled, .unknown]
    ),
    Case(
      name: "authentik",
      text: records(
        #""username":"u","pk":"#,
        "",
        #","is_active":true"#,
        #","is_active":"False""#,
        #","is_active":"off""#
      ),
      states: [.active, .disabled, .unknown]
    ),
    Case(
      name: "Authelia",
      text: """
        {"users":{"a":{"displayname":"A","disabled":false},"b":{"displayname":"B","disabled":"true "},
        "c":{"displayname":"C","disabled":"soon"}}}
        """,
      states: [.active, .disabled, .unknown]
    ),
    Case(
      name: "SCIM",
      text: records(
        #""schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":""#,
        #"""#,
        #","active":true"#,
        #","active":"False""#,
        #","active":"suspended""#
      ),
      states: [.active, .disabled, .unknown]
    ),
  ]

  @Test("a word that nobody knows makes nobody active and nobody disabled", arguments: cases)
  func states(_ example: Case) async throws {
    let name = example.text.first == "i" ? "users.csv" : "users.json"
    let snapshot = try await WrittenExport([name: example.text]).read()
    #expect((0..<snapshot.users.count).map { snapshot.user($0).state } == example.states)
  }
}
