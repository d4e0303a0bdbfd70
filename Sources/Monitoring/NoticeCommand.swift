internal import SafeFiles
internal import Subprocess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// `notify.command`: a program that takes a notice on its standard input.
package enum NoticeCommand {
  /// How long the program may take.
  package static let timeout = Duration.seconds(30)

  /// Runs the program: no shell, nothing in its environment but `PATH`, its messages on our stderr.
  ///
  /// - Parameters:
  ///   - words: The program by its path from the root, and its arguments.
  ///   - input: What it reads on its standard input.
  ///   - timeout: After this it is ended.
  /// - Returns: What went wrong; nil if it exited with 0.
  package static func run(
    _ words: [String],
    input: [UInt8],
    timeout: Duration = timeout
  ) async -> String? {
    guard let program = words.first, SafePath.isAbsolute(program) else {
      return "the program has to be named by its path from the root"
    }
    do throws(FileError) {
      try FileAccess.refuseWritableByOthers(program)
    } catch {
      return error.summary
    }
    guard let descriptor = openInput(input) else { return "cannot keep the notice for \(program)" }
    return await withTaskGroup(of: String?.self) { group in
      group.addTask { await execute(program, Array(words.dropFirst()), descriptor) }
      group.addTask {
        // Cancelled when the program was quicker.
        try? await Task.sleep(for: timeout)
        return "\(program) took longer than \(timeout.components.seconds) s"
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private static func execute(
    _ program: String,
    _ arguments: [String],
    _ input: FileDescriptor
  ) async -> String? {
    do {
      let result = try await Subprocess.run(
        .path(FilePath(program)),
        arguments: Arguments(arguments),
        environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin"]),
        input: .fileDescriptor(input, closeAfterSpawningProcess: true),
        output: .discarded,
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
      )
      return result.terminationStatus.isSuccess
        ? nil : "\(program) ended with \(result.terminationStatus)"
    } catch {
      return "cannot run \(program): \(error)"
    }
  }

  /// A file without a name rather than a pipe: a program that does not read must not end us with SIGPIPE, nor keep us.
  private static func openInput(_ bytes: [UInt8]) -> FileDescriptor? {
    guard let file = tmpfile() else { return nil }
    let raw = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3)
    fclose(file)
    guard raw >= 0 else { return nil }
    let descriptor = FileDescriptor(rawValue: raw)
    do {
      try descriptor.writeAll(bytes)
      try descriptor.seek(offset: 0, from: .start)
      return descriptor
    } catch {
      try? descriptor.close()
      return nil
    }
  }
}
