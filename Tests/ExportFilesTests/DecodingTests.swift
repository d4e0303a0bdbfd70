import ExportFiles
import JSONReader
import Testing

@Suite struct DecodingTests {
  /// `printf '[{"id":1}]' | gzip -n`, written out.
  private static let packed: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x8b, 0xae, 0x56, 0xca, 0x4c, 0x51,
    0xb2, 0x32, 0xac, 0x8d, 0x05, 0x00, 0x64, 0xa8, 0xe5, 0x68, 0x0a, 0x00, 0x00, 0x00,
  ]

  @Test func `gzip is recognised by its magic`() throws {
    #expect(try StreamTrace.trace(Self.packed) == "[ (id=1) ]")
  }

  @Test func `members of gzip follow one another, and zeros behind them do not matter`() throws {
    let bytes = Self.packed + Self.packed + [0, 0, 0]
    #expect(try StreamTrace.trace(bytes) == "[ (id=1) ] [ (id=1) ]")
  }

  @Test(arguments: [9, 10, 15, 22, 25, 29])
  func `gzip without its end is refused even if the content is whole`(count: Int) {
    #expect(StreamTrace.failure(Array(Self.packed.prefix(count))) == .truncatedGzip)
  }

  @Test func `damaged gzip is refused`() {
    var bytes = Self.packed
    bytes[23] ^= 1
    #expect(StreamTrace.failure(bytes) == .damagedGzip)
    #expect(StreamTrace.failure(Self.packed + [0x41, 0x42]) == .damagedGzip)
  }

  @Test func `a small file that unpacks to more than the limit is refused`() throws {
    var limits = ExportLimits()
    limits.decodedBytes = 1 << 20
    let bomb = try #require(GzipBomb.blanks)
    #expect(bomb.count < 120_000)
    #expect(StreamTrace.failure(bomb, limits: limits) == .tooLarge(limit: 1 << 20))
  }

  @Test(
    "UTF-16 is recognised by its mark",
    arguments: [
      littleEndian("[{\"name\":\"é日😀\"}]"),
      bigEndian("[{\"name\":\"é日😀\"}]"),
      [0xef, 0xbb, 0xbf] + Array("[{\"name\":\"é日😀\"}]".utf8),
    ]
  )
  func encodings(bytes: [UInt8]) throws {
    #expect(try StreamTrace.trace(bytes) == "[ (name='é日😀') ]")
  }

  @Test func `half of a pair in UTF-16 becomes the replacement character`() throws {
    let units: [UInt16] = Array("[{\"id\":\"".utf16) + [0xd83d, 0x41, 0xde00] + Array("\"}]".utf16)
    let bytes = Self.littleEndian(units)
    #expect(try StreamTrace.trace(bytes) == "[ (id='\u{fffd}A\u{fffd}') ]")
  }

  @Test func `UTF-16 cut in the middle of a unit is truncated`() {
    #expect(StreamTrace.failure([0xff, 0xfe, 0x5b, 0x00, 0x5d]) == .truncated)
  }

  @Test func `bytes that are not UTF-8 are refused, wanted or not`() {
    #expect(
      StreamTrace.failure(Array("[{\"x\":\"".utf8) + [0xe9] + Array("\"}]".utf8))
        == .invalidJSON(.invalidUTF8)
    )
  }

  @Test func `text of several megabytes in UTF-16 comes out whole`() throws {
    let text =
      "[" + repeatElement("{\"id\":\"日本語テキスト\"}", count: 100_000).joined(separator: ",") + "]"
    let trace = try StreamTrace.trace(Self.littleEndian(text))
    #expect(trace.utf8.count == 4 + 100_000 * "(id='日本語テキスト') ".utf8.count - 1)
  }

  private static func littleEndian(_ text: String) -> [UInt8] { littleEndian(Array(text.utf16)) }

  private static func littleEndian(_ units: [UInt16]) -> [UInt8] {
    var bytes: [UInt8] = [0xff, 0xfe]
    for unit in units { bytes += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
    return bytes
  }

  private static func bigEndian(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [0xfe, 0xff]
    for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xff)] }
    return bytes
  }
}
