import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A server that falls back behind what was read from it, as a replica that has not caught up: by the built binary.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "20", "--groups", "2", "--depth", "1", "--disabled", "0"])
)
struct StaleReplicaTests {
  @Test func `a directory older than that of the last good run ends with exit code 5`() async throws
  {
    try await inTemporaryFolder { folder in
      let site = try LDAPSite(folder)
      let server = site.server
      try keepCopy(server)
      try server.modify(change("p000001"))
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.output)\(first.errors)")
      let organization = try site.site.organizationBytes()

      try bringCopyBack(server)
      for command in [["plan"], ["sync", "--yes"], ["check"]] {
        let refused = try await site.run(command)
        let text = refused.output + refused.errors
        #expect(refused.code == 5, "\(command): \(text)")
        #expect(text.contains("is behind what the last good run read"), "\(command): \(text)")
        #expect(text.contains("contextCSN 000 of \(server.base)"), "\(command): \(text)")
        #expect(text.contains("'urls'"), "\(command): \(text)")
      }
      #expect(try site.site.organizationBytes() == organization)

      // As with a restored backup: the first change is newer than anything that was read.
      try server.modify(change("p000002"))
      let after = try await site.run("sync", "--yes")
      #expect(after.code == 0, "\(after.output)\(after.errors)")
    }
  }

  private func change(_ login: String) throws -> String {
    let server = try LDAPServer.running()
    let dn = try #require(server.expectation.users["\(login)@lab.example"]?.dn)
    return "dn: \(dn)\nchangetype: modify\nreplace: description\ndescription: changed\n\n"
  }

  private func keepCopy(_ server: LDAPServer) throws {
    try server.whileStopped {
      try FileManager.default.copyItem(
        atPath: server.folder + "/data",
        toPath: server.folder + "/copy"
      )
    }
  }

  private func bringCopyBack(_ server: LDAPServer) throws {
    try server.whileStopped {
      try FileManager.default.removeItem(atPath: server.folder + "/data")
      try FileManager.default.moveItem(
        atPath: server.folder + "/copy",
        toPath: server.folder + "/data"
      )
    }
  }
}
