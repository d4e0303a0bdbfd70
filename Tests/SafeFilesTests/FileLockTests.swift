import Glibc
import SafeFiles
import TestSupport
import Testing

struct FileLockTests {
  @Test func `a second taker is told who holds the lock`() throws {
    try withTemporaryFolder { folder in
      let lock = try FileLock(folder + "/lock", note: "process 17 since noon")
      #expect(throws: FileError("lock", folder + "/lock", .locked(note: "process 17 since noon"))) {
        _ = try FileLock(folder + "/lock", note: "process 18")
      }
      withExtendedLifetime(lock) {}
    }
  }

  @Test func `the lock is free once its holder is gone, whatever the file says`() throws {
    try withTemporaryFolder { folder in
      do { _ = try FileLock(folder + "/lock", note: "a note that is much longer than the next") }
      _ = try FileLock(folder + "/lock", note: "short")
      #expect(try text(of: folder + "/lock") == "short")
    }
  }

  @Test func `a lock file that is a link is refused`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("precious", to: folder + "/file")
      #expect(symlink("file", folder + "/lock") == 0)
      #expect(throws: FileError("lock", folder + "/lock", .link)) {
        _ = try FileLock(folder + "/lock", note: "x")
      }
      #expect(try text(of: folder + "/file") == "precious")
    }
  }

  @Test func `what another process wrote is shown without its control characters`() throws {
    try withTemporaryFolder { folder in
      let lock = try FileLock(folder + "/lock", note: "\u{1b}[31mpid 1\u{7f}\nsecond line")
      #expect(throws: FileError("lock", folder + "/lock", .locked(note: "[31mpid 1"))) {
        _ = try FileLock(folder + "/lock", note: "x")
      }
      withExtendedLifetime(lock) {}
    }
  }
}
