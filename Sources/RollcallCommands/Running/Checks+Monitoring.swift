internal import SafeFiles
internal import SyncConfiguration

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Checks {
  /// Only where something is wrong with what is told after a run, which changes no run's end.
  func monitoring() -> [Finding] {
    let configured = session.configuration.monitoring
    return metricsFile(configured.metricsFile) + command(configured.command.first)
  }

  private func metricsFile(_ path: String?) -> [Finding] {
    guard let path else { return [] }
    let folder = SafePath.parent(path)
    let hint = "Its folder has to be there, and writable for the account that runs rollcall."
    do throws(FileError) {
      guard try FileStatus(of: folder)?.kind == .folder else {
        throw FileError("write", path, .notFound)
      }
      try FileAccess.refuseUnwritable(folder)
      return []
    } catch {
      return [warn("metricsFile", error.summary, hint: hint)]
    }
  }

  private func command(_ program: String?) -> [Finding] {
    guard let program else { return [] }
    do throws(FileError) {
      try FileAccess.refuseWritableByOthers(program)
      guard try FileStatus(of: program)?.kind == .file, access(program, X_OK) == 0 else {
        throw FileError("run", program, .denied)
      }
      return []
    } catch {
      return [warn("notify.command", error.summary, hint: error.hint)]
    }
  }
}
