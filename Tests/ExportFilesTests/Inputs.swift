import ExportFiles
import SafeFiles
import TestSupport

/// Runs `body` with a stream over a file that holds `text`.
func withInput(_ text: String, _ body: (inout ExportStream) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let path = SafePath.join(folder, "input")
    try AtomicFile.write(text, to: path)
    var stream = try ExportStream.open(try ExportFolder(path).files[0], paths: StreamTrace.table)
    try body(&stream)
  }
}

/// 16 MiB of blanks as gzip.
enum GzipBomb {
  /// A gzip member of one deflate block: a blank, then copies of 258 blanks one byte back, in the fixed code.
  static let blanks: [UInt8]? = {
    var bits = BitWriter()
    bits.write(1, 1)
    bits.write(1, 2)
    bits.writeCode(0x30 + 0x20, 8)
    for _ in 0..<(16 << 20) / 258 {
      bits.writeCode(0b1100_0101, 8)
      bits.writeCode(0, 5)
    }
    bits.writeCode(0, 7)
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + bits.bytes + [0, 0, 0, 0, 0, 0, 0, 0]
  }()
}

/// Writes the bits of a deflate stream (RFC 1951, section 3.1.1).
private struct BitWriter {
  var bytes: [UInt8] = []
  private var used = 8

  /// A number, lowest bit first.
  mutating func write(_ value: Int, _ count: Int) {
    for bit in 0..<count { append(value >> bit & 1) }
  }

  /// A Huffman code, highest bit first.
  mutating func writeCode(_ code: Int, _ count: Int) {
    for bit in (0..<count).reversed() { append(code >> bit & 1) }
  }

  private mutating func append(_ bit: Int) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    bytes[bytes.count - 1] |= UInt8(bit << used)
    used += 1
  }
}
