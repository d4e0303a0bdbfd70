import Glibc
import SafeFiles
import TestSupport
import Testing

struct FileAccessTests {
  @Test(
    "a file is trusted unless others can write it or replace it",
    arguments: [
      (file: 0o600, folder: 0o700, culprit: nil),
      (file: 0o664, folder: 0o775, culprit: nil),
      (file: 0o602, folder: 0o700, culprit: "a/file"),
      (file: 0o600, folder: 0o777, culprit: "a"),
      (file: 0o600, folder: 0o1777, culprit: nil),
      (file: 0o666, folder: 0o1777, culprit: "a/file"),
    ] as [(file: mode_t, folder: mode_t, culprit: String?)]
  )
  func writable(file: mode_t, folder: mode_t, culprit: String?) throws {
    try withTemporaryFolder { root in
      let root = try SafePath.real(root)
      let path = root + "/a/file"
      try Folder.create(root + "/a")
      try AtomicFile.write("x", to: path)
      #expect(chmod(path, file) == 0)
      #expect(chmod(root + "/a", folder) == 0)
      if let culprit {
        #expect(throws: FileError("trust", path, .writableByOthers(path: root + "/" + culprit))) {
          try FileAccess.refuseWritableByOthers(path)
        }
      } else {
        try FileAccess.refuseWritableByOthers(path)
      }
    }
  }

  @Test func `what is yet to be made is judged by the nearest folder that is there`() throws {
    try withTemporaryFolder { root in
      try FileAccess.refuseUnwritable(root)
      try FileAccess.refuseUnwritable(root + "/not/yet/there")
      try AtomicFile.write("x", to: root + "/file")
      try FileAccess.refuseUnwritable(root + "/file")
      #expect(throws: FileError.self) { try FileAccess.refuseUnwritable(root + "/file/below") }
    }
  }

  @Test(.enabled("root may write anywhere", { geteuid() != 0 }))
  func `a folder that this account may not write is refused, with all below it`() throws {
    try withTemporaryFolder { root in
      #expect(chmod(root, 0o500) == 0)
      defer { chmod(root, 0o700) }
      for path in [root, root + "/not/yet/there"] {
        #expect(throws: FileError("write", root, .denied)) {
          try FileAccess.refuseUnwritable(path)
        }
      }
    }
  }

  @Test func `the folder that holds a link and the folder behind it both count`() throws {
    try withTemporaryFolder { root in
      let root = try SafePath.real(root)
      try Folder.create(root + "/open/inner")
      try Folder.create(root + "/closed")
      try AtomicFile.write("x", to: root + "/closed/file")
      try AtomicFile.write("x", to: root + "/open/inner/file")
      #expect(chmod(root + "/open", 0o777) == 0)
      #expect(symlink("../closed/file", root + "/open/link") == 0)
      #expect(symlink(root + "/open/inner/file", root + "/closed/link") == 0)
      for path in [root + "/open/link", root + "/closed/link"] {
        #expect(throws: FileError("trust", path, .writableByOthers(path: root + "/open"))) {
          try FileAccess.refuseWritableByOthers(path)
        }
      }
    }
  }

  @Test func `an export folder that others can write is refused even with the sticky bit`() throws {
    try withTemporaryFolder { root in
      let root = try SafePath.real(root)
      #expect(chmod(root, 0o1777) == 0)
      #expect(throws: FileError("trust", root, .writableByOthers(path: root))) {
        try FileAccess.refuseWritableByOthers(root)
      }
    }
  }

  @Test func `links in a circle end`() throws {
    try withTemporaryFolder { root in
      #expect(symlink("b", root + "/a") == 0)
      #expect(symlink("a", root + "/b") == 0)
      #expect(throws: FileError("read", root + "/a", .link)) {
        try FileAccess.refuseWritableByOthers(root + "/a")
      }
    }
  }

  @Test(
    "a secret's file gives others no right",
    arguments: [
      (mode: 0o600, isRefused: false), (mode: 0o640, isRefused: false),
      (mode: 0o644, isRefused: true), (mode: 0o601, isRefused: true),
    ] as [(mode: mode_t, isRefused: Bool)]
  )
  func secret(mode: mode_t, isRefused: Bool) throws {
    try withTemporaryFolder { root in
      try AtomicFile.write("x", to: root + "/token")
      #expect(chmod(root + "/token", mode) == 0)
      if isRefused {
        let error = try #require(throws: FileError.self) {
          try FileAccess.refuseReadableByOthers(root + "/token")
        }
        #expect(error.hint == "Take all rights from others: chmod o= '\(root)/token'")
      } else {
        try FileAccess.refuseReadableByOthers(root + "/token")
      }
    }
  }
}
