internal import JSONReader
internal import SafeFiles

extension Configuration {
  /// Bytes of a configuration that is still read.
  private static let sizeLimit = 4 << 20

  /// Finds, reads and decodes the configuration.
  ///
  /// - Parameters:
  ///   - flag: `--config`.
  ///   - environment: The process's.
  /// - Returns: The configuration.
  /// - Throws: ``ConfigurationError``; also for a file that others can write.
  package static func load(
    flag: String?,
    environment: [String: String]
  ) throws(ConfigurationError) -> Configuration {
    let path = try locate(flag: flag, environment: environment)
    let bytes: [UInt8]
    let absolute: String
    do throws(FileError) {
      absolute = try SafePath.absolute(path)
      bytes = try InputFile.contents(of: absolute, limit: sizeLimit)
      try FileAccess.refuseWritableByOthers(absolute)
    } catch {
      throw ConfigurationError(
        error.summary,
        hint: error.hint
          ?? "Name the configuration with --config, or write one with 'rollcall init'."
      )
    }
    do throws(ConfigurationError) {
      return try decode(bytes, file: absolute)
    } catch {
      throw ConfigurationError("\(path): \(error.summary)", hint: error.hint)
    }
  }

  /// Decodes and checks the bytes of a configuration.
  ///
  /// - Parameters:
  ///   - bytes: JSON with comments and trailing commas.
  ///   - file: The path from the root that they come from, to which paths in it are relative.
  /// - Returns: The configuration.
  /// - Throws: ``ConfigurationError`` naming key and place.
  package static func decode(
    _ bytes: [UInt8],
    file: String
  ) throws(ConfigurationError) -> Configuration {
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONValue(parsing: bytes, syntax: .configuration)
    } catch {
      let key = KeyPathFinder.path(at: error.offset, in: bytes.span)
      let place = error.place(in: bytes.span)
      throw ConfigurationError(
        key.map { "\($0) (\(place)): \(error.message)" } ?? "\(place): \(error.message)"
      )
    }
    return try ConfigurationDecoder(file: file).decode(root)
  }

  /// Finds the file: `--config`, `$ROLLCALL_CONFIG`, `$XDG_CONFIG_HOME/rollcall/config.json` or else
  /// `~/.config/rollcall/config.json`, `/etc/rollcall/config.json`; never the working folder.
  private static func locate(
    flag: String?,
    environment: [String: String]
  ) throws(ConfigurationError) -> String {
    if let flag { return flag }
    if let path = environment["ROLLCALL_CONFIG"], !path.isEmpty { return path }
    var folders: [String] = []
    if let folder = environment["XDG_CONFIG_HOME"], SafePath.isAbsolute(folder) {
      folders.append(folder)
    } else if let home = environment["HOME"], SafePath.isAbsolute(home) {
      folders.append(SafePath.join(home, ".config"))
    }
    folders.append("/etc")
    let candidates = folders.map { SafePath.join($0, "rollcall/config.json") }
    do throws(FileError) {
      for candidate in candidates where try FileStatus(of: candidate) != nil { return candidate }
    } catch {
      throw ConfigurationError(error)
    }
    throw ConfigurationError(
      "there is no configuration: looked for \(candidates.joined(separator: " and "))",
      hint: "Name it with --config, or write one with 'rollcall init'."
    )
  }
}
