import Glibc
import SafeFiles
import TestSupport
import Testing

struct FolderTests {
  @Test func `a folder is made with those above it, all of mode 0700`() throws {
    try withTemporaryFolder { root in
      try Folder.create(root + "/a/b/c")
      try Folder.create(root + "/a/b/c")
      for path in ["/a", "/a/b", "/a/b/c"] {
        #expect(try FileStatus(of: root + path)?.mode == 0o700)
      }
    }
  }

  @Test func `a file in the way is an error`() throws {
    try withTemporaryFolder { root in
      try AtomicFile.write("x", to: root + "/a")
      #expect(throws: FileError.self) { try Folder.create(root + "/a") }
      #expect(throws: FileError.self) { try Folder.create(root + "/a/b") }
    }
  }

  @Test func `names come sorted bytewise and a limit keeps them few`() throws {
    try withTemporaryFolder { root in
      for name in ["b", "a", "B", "é"] { try AtomicFile.write("x", to: root + "/" + name) }
      #expect(try Folder.names(in: root) == ["B", "a", "b", "é"])
      #expect(throws: FileError("list", root, .tooLarge(limit: 3))) {
        _ = try Folder.names(in: root, limit: 3)
      }
    }
  }

  @Test func `removing a folder removes the links in it, not what they point to`() throws {
    try withTemporaryFolder { root in
      try Folder.create(root + "/run")
      try AtomicFile.write("x", to: root + "/kept")
      try AtomicFile.write("x", to: root + "/run/plan.json")
      #expect(symlink("../kept", root + "/run/link") == 0)
      try Folder.remove(root + "/run")
      try Folder.remove(root + "/run")
      #expect(try Folder.names(in: root) == ["kept"])
    }
  }

  @Test func `an append file grows and is never a link`() throws {
    try withTemporaryFolder { root in
      for line in ["one\n", "two\n"] {
        let file = try AppendFile(root + "/journal")
        try file.append(Array(line.utf8))
        try file.sync()
      }
      #expect(try text(of: root + "/journal") == "one\ntwo\n")
      #expect(symlink("journal", root + "/link") == 0)
      #expect(throws: FileError("append to", root + "/link", .link)) {
        _ = try AppendFile(root + "/link")
      }
    }
  }
}
