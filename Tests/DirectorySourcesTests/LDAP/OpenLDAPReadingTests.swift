import DirectoryModel
import DirectorySources
import LDAPClient
import TestSupport
import Testing

@Suite(
  .needs(.slapd),
  .ldapServer(
    .slapd,
    [
      "--users", "3000", "--groups", "60", "--foreign", "0.3", "--awkward", "0.2", "--restyle",
      "0.5",
      "--big", "2500", "--ring", "--empty", "--member-of",
    ]
  )
)
struct OpenLDAPReadingTests {
  @Test func `a directory is read as it was made`() async throws {
    let server = try LDAPServer.running()
    let snapshot = try await LDAPSourceSettings(server).read()
    let read = ReadDirectory(snapshot).withoutNames()
    #expect(read.differences(from: ReadDirectory(server.expectation).withoutNames()) == [])
    #expect(snapshot.advisories == [])
    let reading = try #require(snapshot.readings.first)
    #expect(reading.description.provider == "openldap")
    #expect(reading.least == .proven)
    #expect(reading.isStatusKnown)
    #expect(reading.attributeCounts["mail"] == 3000)
    #expect(reading.changeMarks.keys.sorted() == ["contextCSN 000 of \(server.base)"])
    let disabled = server.expectation.users.values.count { $0.disabled }
    #expect(reading.attributeCounts["pwdAccountLockedTime"] == disabled)
    #expect(snapshot.user(0).id?.utf8.count == 36)
  }
}
