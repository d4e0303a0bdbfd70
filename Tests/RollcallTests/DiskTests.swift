import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Disks that are full or do not stay, for real: mounted where only the tested process sees them.
@Suite(.needsMounts) struct DiskTests {
  /// Mounts in a namespace of its own, then runs the binary with the configuration `$1` and its state below `$2`.
  private static func run(_ mounting: String, _ command: String, _ site: Site) async throws
    -> RollcallProcess.Result
  {
    let script = """
      set -e; mount --make-rprivate /; mkdir -p "$2"
      \(mounting)
      set +e; "$0" \(command) --config "$1" --state "$2/state"
      """
    let words = [RollcallProcess.path, site.configurationPath, site.folder + "/disk"]
    return try await RollcallProcess.shell(
      #"exec unshare -m sh -c "$@""#,
      ["sh", script] + words
    )
  }

  private static let small = #"mount -t tmpfs -o size=1m none "$2""#

  @Test func `check fails on a full disk, and warns of one that does not stay`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      let full = try await Self.run(Self.small, "check", site)
      #expect(full.code == 74, "\(full.output)\(full.errors)")
      #expect(full.output.contains("is on a disk with 1 MiB left"), "\(full.output)")
      #expect(full.output.contains("is on a tmpfs, which is empty after the next start"))
      #expect(full.errors.hasPrefix("rollcall: exit 74:"))
      let overlay = """
        mount -t tmpfs -o size=100m none "$2"; mkdir "$2/l" "$2/u" "$2/w" "$2/state"
        mount -t overlay overlay -o "lowerdir=$2/l,upperdir=$2/u,workdir=$2/w" "$2/state"
        """
      let container = try await Self.run(overlay, "check", site)
      #expect(container.code == 0, "\(container.output)\(container.errors)")
      #expect(container.output.contains("is on an overlay, which goes with its container"))
      #expect(!container.output.contains("MiB left"))
    }
  }

  @Test func `check fails where the state cannot be written, as a run does`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      // A folder that is there, and one that is yet to be made.
      for made in [#"mkdir "$2/state"; "#, ""] {
        let readOnly = #"mount -t tmpfs none "$2"; \#(made)mount -o remount,ro "$2""#
        #expect(try await Self.run(readOnly, "sync --yes", site).code == 74)
        let check = try await Self.run(readOnly, "check", site)
        #expect(check.code == 74, "\(check.output)\(check.errors)")
        #expect(check.output.contains("fail  state             cannot write"), "\(check.output)")
        #expect(!check.output.contains("ok    state"), "\(check.output)")
      }
    }
  }

  @Test func `check fails where a file organization cannot be written`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.target = #"{"kind":"file","path":"organization/organization.json"}"#
      try site.writeExport()
      try site.writeConfiguration()
      let readOnly = """
        mkdir -p "${2%/*}/organization"; mount -t tmpfs -o ro none "${2%/*}/organization"
        """
      let check = try await Self.run(readOnly, "check", site)
      #expect(check.code == 6, "\(check.output)\(check.errors)")
      #expect(check.output.contains("fail  organization      cannot write"), "\(check.output)")
      #expect(check.output.contains("ok    state"), "\(check.output)")
    }
  }

  @Test func `a full disk ends a run before anything is changed`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      let fill = Self.small + #"; mkdir "$2/state"; cat /dev/zero > "$2/fill" 2>/dev/null || true"#
      let run = try await Self.run(fill, "sync --yes", site)
      #expect(run.code == 74, "\(run.output)\(run.errors)")
      #expect(run.errors.contains("no space left"), "\(run.errors)")
      #expect(run.errors.contains("Make room on that file system."))
      #expect(!FileManager.default.fileExists(atPath: site.organizationPath))
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips for who may not mount, unless `ROLLCALL_REQUIRE_SERVERS=1`.
  fileprivate static var needsMounts: ConditionTrait {
    .enabled("only root can mount") {
      if ProcessInfo.processInfo.environment["ROLLCALL_REQUIRE_SERVERS"] == "1" { return true }
      return try await RollcallProcess.shell("unshare -m mount -t tmpfs none /mnt", []).code == 0
    }
  }
}
