import ExportFiles
import SafeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ExportFolderTests {
  private func write(_ folder: String, _ names: String...) throws {
    for name in names {
      let path = SafePath.join(folder, name)
      try Folder.create(SafePath.parent(path))
      try AtomicFile.write("[]", to: path)
    }
  }

  @Test func `all files at any depth are listed, sorted, without hidden and unfinished ones`()
    throws
  {
    try withTemporaryFolder { folder in
      try write(
        folder,
        "users.json",
        "members/b.json",
        "members/a.json",
        "a/b/c",
        ".hidden",
        ".git/x"
      )
      try write(folder, "users.json.tmp", "users.json~", "a/.x.json")
      #expect(
        try ExportFolder(folder).files.map(\.name)
          == ["a/b/c", "members/a.json", "members/b.json", "users.json"]
      )
    }
  }

  @Test func `a single file is an export of its own`() throws {
    try withTemporaryFolder { folder in
      try write(folder, ".odd.tmp")
      #expect(try ExportFolder(SafePath.join(folder, ".odd.tmp")).files.map(\.name) == [".odd.tmp"])
    }
  }

  @Test func `links that stay in the folder are followed and count once`() throws {
    try withTemporaryFolder { folder in
      // As Kubernetes lays mounted files out.
      try write(folder, "export/..2026/users.json", "export/groups.json")
      symlink("..2026", folder + "/export/..data")
      symlink("..data/users.json", folder + "/export/users.json")
      symlink("groups.json", folder + "/export/same.json")
      symlink(".", folder + "/export/loop")
      symlink("/etc", folder + "/export/.hidden")
      let listed = try ExportFolder(folder + "/export")
      #expect(listed.files.map(\.name) == ["groups.json", "users.json"])
    }
  }

  @Test(arguments: ["../secret.json", "/etc", "nowhere", "..", "link"])
  func `a link that leads elsewhere is refused: people may be behind it`(target: String) throws {
    try withTemporaryFolder { folder in
      try write(folder, "export/users.json", "secret.json")
      symlink(target, folder + "/export/link")
      #expect(throws: ExportFileError(.strayLink, in: "link")) {
        try ExportFolder(folder + "/export")
      }
    }
  }

  @Test func `a name that is no UTF-8 is refused: it cannot be read`() throws {
    try withTemporaryFolder { folder in
      try write(folder, "users-a.json")
      let path = Array((folder + "/users-Z").utf8CString.dropLast()) + [-4, 0x72, 0x69, 0]
      close(open(path, O_CREAT | O_WRONLY, 0o600))
      #expect(throws: ExportFileError(.vanished, in: "users-Z\u{fffd}ri")) {
        try ExportFolder(folder)
      }
    }
  }

  @Test func `pipes are refused without waiting`() throws {
    try withTemporaryFolder { folder in
      try write(folder, "users.json")
      mkfifo(folder + "/pipe", 0o600)
      #expect(throws: ExportFileError(.notAFile, in: "pipe")) { try ExportFolder(folder) }
      #expect(throws: ExportFileError(.notAFile, in: "pipe")) { try ExportFolder(folder + "/pipe") }
    }
  }

  @Test(arguments: ["users.json", "members"])
  func `what others can write is refused at any depth`(name: String) throws {
    try withTemporaryFolder { folder in
      try write(folder, "users.json", "members/a.json")
      let path = SafePath.join(folder, name)
      chmod(path, 0o707)
      let cause = FileError("trust", path, .writableByOthers(path: path))
      let error = #expect(throws: ExportFileError.self) { try ExportFolder(folder) }
      #expect(error?.problem == .unreadable(cause))
      #expect(error?.isWritableByOthers == true)
    }
  }

  @Test func `what is not there is an error`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/none"
      #expect(throws: ExportFileError(.unreadable(FileError("read", path, .notFound)), in: "none"))
      {
        try ExportFolder(path)
      }
    }
  }

  @Test func `a file that is written to while it is read is refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/users.json"
      try AtomicFile.write("{\"id\":1}\n", to: path)
      var stream = try ExportStream.open(try ExportFolder(path).files[0], paths: StreamTrace.table)
      let more = open(path, O_WRONLY | O_APPEND)
      #expect(Glibc.write(more, "{\"id\":2}\n", 9) == 9)
      close(more)
      let error = #expect(throws: ExportFileError.self) {
        while try stream.next() != .end {}
      }
      #expect(error?.problem == .changed)
    }
  }
}
