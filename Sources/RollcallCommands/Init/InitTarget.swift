internal import SafeFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file that `rollcall init` writes: one that is not there yet.
struct InitTarget {
  let path: String

  /// `--config`, `$ROLLCALL_CONFIG`, for root `/etc/rollcall/config.json`, else the account's own.
  ///
  /// - Throws: ``UsageError`` for a file that is there, or where nothing names a place.
  init(flag: String?, environment: [String: String]) throws {
    let place = try Self.place(flag, environment)
    let isThere: Bool
    do throws(FileError) {
      path = try SafePath.absolute(place)
      isThere = try FileStatus(of: path) != nil
    } catch {
      throw UsageError(summary: error.summary, hint: error.hint)
    }
    guard !isThere else {
      throw UsageError(
        summary: "\(path) is there already",
        hint: "Name another file with --config, or move that one away."
      )
    }
  }

  private static func place(_ flag: String?, _ environment: [String: String]) throws -> String {
    if let flag { return flag }
    if let path = environment["ROLLCALL_CONFIG"], !path.isEmpty { return path }
    if geteuid() == 0 { return "/etc/rollcall/config.json" }
    if let folder = environment["XDG_CONFIG_HOME"], SafePath.isAbsolute(folder) {
      return SafePath.join(folder, "rollcall/config.json")
    }
    guard let home = environment["HOME"], SafePath.isAbsolute(home) else {
      throw UsageError(
        summary: "no place for the configuration: HOME is not set",
        hint: "Name it with --config."
      )
    }
    return SafePath.join(home, ".config/rollcall/config.json")
  }

  /// Below `/etc` a service's account has to read it; it holds no secret.
  func write(_ text: String) throws {
    let isShared = path.hasPrefix("/etc/")
    do throws(FileError) {
      try Folder.create(SafePath.parent(path), mode: isShared ? 0o755 : 0o700)
      try AtomicFile.write(text, to: path, mode: isShared ? 0o644 : 0o600)
    } catch {
      throw UsageError(summary: error.summary, hint: error.hint)
    }
  }
}
