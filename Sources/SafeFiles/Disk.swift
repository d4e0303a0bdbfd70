#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file system below a path, as far as it decides whether what is written there stays.
package struct Disk: Equatable, Sendable {
  /// Bytes that this process may still write.
  package let free: UInt64
  /// Why what is written here goes with the machine's next start, or with its container; nil where it stays.
  package let fleeting: String?

  /// Looks at `path`, or at the nearest folder above it that is there.
  ///
  /// - Throws: ``FileError``
  package init(of path: String) throws(FileError) {
    let folder = try Folder.nearest(to: path)
    let status = try FileStatus(of: folder)
    var room = statvfs()
    guard statvfs(folder, &room) == 0 else { throw FileError("look at", folder, code: errno) }
    let blocks = UInt64(room.f_bavail)
    free = blocks.multipliedReportingOverflow(by: UInt64(room.f_frsize)).partialValue
    switch status.flatMap({ Self.type(ofDevice: $0.device) }) {
    case "tmpfs": fleeting = "a tmpfs, which is empty after the next start"
    case "ramfs": fleeting = "a ramfs, which is empty after the next start"
    case "overlay": fleeting = "an overlay, which goes with its container"
    default: fleeting = nil
    }
  }

  /// The type of the file system that a device number belongs to, as Linux lists it (proc_pid_mountinfo(5)); nil where
  /// there is no such list.
  private static func type(ofDevice device: UInt64) -> String? {
    let list = "/proc/self/mountinfo"
    guard let bytes = try? InputFile.contents(of: list, limit: 1 << 20) else { return nil }
    let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
    let minor = device & 0xff | (device >> 12) & ~0xff
    let number = "\(major):\(minor)"
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      // 36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw
      let words = line.split(separator: " ")
      guard words.count > 2, words[2] == number, let dash = words.firstIndex(of: "-"),
        words.indices.contains(dash + 1)
      else { continue }
      return String(words[dash + 1])
    }
    return nil
  }
}
