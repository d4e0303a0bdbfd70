import SafeFiles
import TestSupport
import Testing

@Suite struct DiskTests {
  @Test func `a disk has room, and a folder that is yet to be made lies on its parent's`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let disk = try Disk(of: folder)
      #expect(disk.free > 0)
      #expect(try Disk(of: folder + "/not/yet/there").fleeting == disk.fleeting)
    }
  }

  #if os(Linux)
    @Test func `what lies in memory does not stay`() throws {
      #expect(try Disk(of: "/dev/shm").fleeting?.hasPrefix("a tmpfs") == true)
      #expect(try Disk(of: "/proc").fleeting == nil)
    }
  #endif
}
