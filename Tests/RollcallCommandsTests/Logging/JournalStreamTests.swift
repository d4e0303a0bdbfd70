import RollcallCommands
import Testing

#if canImport(Glibc)
  import Glibc
#endif

struct JournalStreamTests {
  @Test(
    "the variable is a device and an inode",
    arguments: [
      ("10:4711", true), ("0:0", true), ("", false), ("10", false), ("10:", false), ("a:b", false),
      ("1:2:3", false), ("-1:2", false),
    ]
  )
  func parsing(text: String, isRead: Bool) {
    #expect((JournalStream(parsing: text) != nil) == isRead)
  }

  @Test func `stderr is the journal only if it is that very stream`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    var status = stat()
    try #require(fstat(ends[1], &status) == 0)
    let name = "\(status.st_dev):\(status.st_ino)"
    #expect(JournalStream.isJournal(ends[1], environment: ["JOURNAL_STREAM": name]))
    #expect(!JournalStream.isJournal(ends[1], environment: ["JOURNAL_STREAM": "\(name)1"]))
    #expect(!JournalStream.isJournal(ends[1], environment: [:]))
    #expect(!JournalStream.isJournal(-1, environment: ["JOURNAL_STREAM": name]))
  }
}
