import SafeFiles
import TestSupport
import Testing

struct FileWindowTests {
  @Test func `a window moves over a file, and grows while nothing is dropped`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/file"
      try AtomicFile.write(String(repeating: "0123456789", count: 5), to: path)
      var window = try FileWindow(InputFile(path), capacity: 16, limit: 50)
      #expect(window.bytes.isEmpty)
      #expect(try window.readMore())
      #expect(String(decoding: window.bytes, as: UTF8.self) == "0123456789012345")
      window.removeFirst(10)
      #expect(String(decoding: window.bytes, as: UTF8.self) == "012345")
      #expect(try window.readMore())
      #expect(try window.readMore())
      #expect(window.bytes.count == 32)
      while try window.readMore() {}
      #expect(String(decoding: window.bytes, as: UTF8.self).hasSuffix("0123456789"))
      #expect(window.content.count == 40)
    }
  }

  @Test func `a file with more bytes than it may have is refused, also if it grows`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/file"
      try AtomicFile.write("0123456789", to: path)
      let tooLarge = FileError("read", path, .tooLarge(limit: 9))
      #expect(throws: tooLarge) { _ = try FileWindow(InputFile(path), limit: 9) }
      var window = try FileWindow(InputFile(path), capacity: 16, limit: 10)
      _ = try window.readMore()
      let file = try AppendFile(path)
      try file.append(Array("x".utf8))
      #expect(throws: FileError("read", path, .tooLarge(limit: 10))) { _ = try window.readMore() }
    }
  }
}
