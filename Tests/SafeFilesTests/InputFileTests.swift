import Glibc
import SafeFiles
import TestSupport
import Testing

struct InputFileTests {
  @Test func `a file is read whole up to its limit`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/file"
      let content = String(repeating: "0123456789", count: 20_000)
      try AtomicFile.write(content, to: path)
      #expect(try InputFile.contents(of: path, limit: 200_000) == Array(content.utf8))
      #expect(throws: FileError("read", path, .tooLarge(limit: 199_999))) {
        _ = try InputFile.contents(of: path, limit: 199_999)
      }
    }
  }

  @Test func `a file comes in pieces, the last one empty`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("abcde", to: folder + "/file")
      let file = try InputFile(folder + "/file")
      #expect(file.status.size == 5)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
      defer { buffer.deallocate() }
      #expect(try file.read(into: buffer) == 4)
      #expect(try file.read(into: buffer) == 1)
      #expect(buffer[0] == UInt8(ascii: "e"))
      #expect(try file.read(into: buffer) == 0)
    }
  }

  @Test func `a link is followed unless the caller forbids it`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("x", to: folder + "/file")
      #expect(symlink("file", folder + "/link") == 0)
      #expect(try text(of: folder + "/link") == "x")
      #expect(throws: FileError("read", folder + "/link", .link)) {
        _ = try InputFile(folder + "/link", followingLinks: false)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pipe without a writer is refused at once`() throws {
    try withTemporaryFolder { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(throws: FileError("read", folder + "/pipe", .notAFile)) {
        _ = try InputFile(folder + "/pipe")
      }
    }
  }

  @Test func `errors say what was tried, with what, and why`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/none"
      let error = try #require(throws: FileError.self) { _ = try InputFile(path) }
      #expect(error.summary == "cannot read \(path): no such file or folder")
      #expect(throws: FileError("read", folder, .notAFile)) { _ = try InputFile(folder) }
    }
  }
}

func text(of path: String) throws -> String {
  String(decoding: try InputFile.contents(of: path, limit: 1 << 20), as: UTF8.self)
}
