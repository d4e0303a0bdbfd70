import Glibc
import SafeFiles
import TestSupport
import Testing

struct SafePathTests {
  @Test(
    "paths are joined as the file system would",
    arguments: [
      ("/etc/rollcall", "exports/okta", "/etc/rollcall/exports/okta"),
      ("/etc/rollcall", "/srv/okta", "/srv/okta"),
      (".", "okta", "./okta"),
      ("/etc", "", "/etc"),
    ]
  )
  func join(folder: String, path: String, joined: String) {
    #expect(SafePath.join(folder, path) == joined)
  }

  @Test(
    "the parent of a path is the folder that holds it",
    arguments: [("/a/b", "/a"), ("/a", "/"), ("/", "/"), ("a", "."), ("a/b/", "a")]
  )
  func parent(path: String, parent: String) {
    #expect(SafePath.parent(path) == parent)
  }

  @Test func `two names of one file have one real path, though it does not exist yet`() throws {
    try withTemporaryFolder { folder in
      let folder = try SafePath.real(folder)
      try Folder.create(folder + "/a")
      #expect(symlink("a", folder + "/link") == 0)
      #expect(try SafePath.real(folder + "/link/new.json") == folder + "/a/new.json")
      #expect(try SafePath.real(folder + "/a/../link/new.json") == folder + "/a/new.json")
      try AtomicFile.write("x", to: folder + "/a/new.json")
      #expect(try SafePath.real(folder + "/link/new.json") == folder + "/a/new.json")
      #expect(throws: FileError("resolve", folder + "/none/new.json", .notFound)) {
        _ = try SafePath.real(folder + "/none/new.json")
      }
    }
  }
}
