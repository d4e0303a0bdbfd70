import Glibc
import SafeFiles
import TestSupport
import Testing

struct AtomicFileTests {
  @Test func `a new file has the content and mode 0600, and nothing else is left in the folder`()
    throws
  {
    try withTemporaryFolder { folder in
      try AtomicFile.write("hello", to: folder + "/plan.json")
      #expect(try text(of: folder + "/plan.json") == "hello")
      #expect(try FileStatus(of: folder + "/plan.json")?.mode == 0o600)
      #expect(try Folder.names(in: folder) == ["plan.json"])
    }
  }

  @Test func `a replaced file keeps its mode only where that is asked for`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/organization.json"
      try AtomicFile.write("1", to: path, mode: 0o640)
      try AtomicFile.write("2", to: path, keepsMode: true)
      #expect(try FileStatus(of: path)?.mode == 0o640)
      try AtomicFile.write("3", to: path)
      #expect(try FileStatus(of: path)?.mode == 0o600)
      #expect(try text(of: path) == "3")
    }
  }

  @Test func `a link is refused and what it points to stays as it is`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("old", to: folder + "/target")
      #expect(symlink(folder + "/target", folder + "/link") == 0)
      #expect(throws: FileError("write", folder + "/link", .link)) {
        try AtomicFile.write("new", to: folder + "/link")
      }
      #expect(try text(of: folder + "/target") == "old")
      #expect(try Folder.names(in: folder) == ["link", "target"])
    }
  }

  @Test func `a folder or a pipe is not replaced`() throws {
    try withTemporaryFolder { folder in
      try Folder.create(folder + "/folder")
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      for name in ["folder", "pipe"] {
        #expect(throws: FileError("write", folder + "/" + name, .notAFile)) {
          try AtomicFile.write("new", to: folder + "/" + name)
        }
      }
    }
  }

  @Test func `left-overs of one file go without those of others`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/organization.json"
      for name in [".organization.json.a1.tmp", ".organization.json.lock", ".other.json.b2.tmp"] {
        try AtomicFile.write("x", to: folder + "/" + name)
      }
      try AtomicFile.removeLeftovers(of: path, idleFor: 3600)
      #expect(try Folder.names(in: folder).count == 3)
      try AtomicFile.removeLeftovers(of: path)
      #expect(try Folder.names(in: folder) == [".organization.json.lock", ".other.json.b2.tmp"])
      try AtomicFile.removeLeftovers(in: folder)
      #expect(try Folder.names(in: folder) == [".organization.json.lock"])
      try AtomicFile.removeLeftovers(of: folder + "/missing/file")
    }
  }

  @Test func `what is not committed disappears and the old content stays`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/ledger.json"
      try AtomicFile.write("old", to: path)
      do {
        let file = try AtomicFile(replacing: path)
        try file.write("half of the n")
        #expect(try Folder.names(in: folder).count == 2)
        #expect(try text(of: path) == "old")
      }
      #expect(try Folder.names(in: folder) == ["ledger.json"])
      #expect(try text(of: path) == "old")
    }
  }

  @Test func `a missing folder is an error that names the file`() throws {
    try withTemporaryFolder { folder in
      #expect(throws: FileError("write", folder + "/none/plan.json", .notFound)) {
        try AtomicFile.write("new", to: folder + "/none/plan.json")
      }
    }
  }

  @Test(.enabled(if: geteuid() == 0))
  func `root leaves a file with its owner and gives a new one to the owner of the folder`() throws {
    try withTemporaryFolder { folder in
      #expect(chown(folder, 1234, 1235) == 0)
      try AtomicFile.write("new", to: folder + "/new")
      #expect(try FileStatus(of: folder + "/new")?.owner == 1234)
      #expect(try FileStatus(of: folder + "/new")?.group == 1235)
      #expect(chown(folder + "/new", 4321, 4322) == 0)
      try AtomicFile.write("newer", to: folder + "/new")
      #expect(try FileStatus(of: folder + "/new")?.owner == 4321)
      try Folder.create(folder + "/a/b")
      #expect(try FileStatus(of: folder + "/a/b")?.owner == 1234)
      let journal = try AppendFile(folder + "/journal")
      try journal.append(Array("line\n".utf8))
      #expect(try FileStatus(of: folder + "/journal")?.owner == 1234)
    }
  }
}
