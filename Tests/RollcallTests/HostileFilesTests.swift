import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What somebody could put in the place of an export ends the built binary with a clear error, in little memory and time.
@Suite struct HostileFilesTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes the export, by a shell in its folder.
    let script: String
    /// What the error says.
    let error: String

    var testDescription: String { name }
  }

  /// `packed BYTE TIMES`: as many times 32 MB of a byte, packed.
  private static let tools = """
    set -e
    packed() {
      head -c 33554432 /dev/zero | tr '\\0' "$1" | gzip > ../packed
      n=0; while [ $n -lt "$2" ]; do cat ../packed; n=$((n + 1)); done
      rm ../packed
    }

    """

  static let attacks = [
    Attack(
      name: "2 GB of zeros, packed",
      script: #"packed '\0' 64 > users.json.gz"#,
      error: "users.json.gz: it holds neither JSON nor a known table"
    ),
    Attack(
      name: "2 GB of zeros, packed, behind a beginning",
      script: #"{ printf '[{"id":"' | gzip; packed '\0' 64; } > users.json"#,
      error: "users.json: a string contains a control character that is not escaped, at byte 8"
    ),
    Attack(
      name: "2 GB of one text, packed",
      script: #"{ printf '["' | gzip; packed a 64; } > users.json"#,
      error: "users.json: a string has more than 1048576 bytes, at byte 1"
    ),
    Attack(
      name: "2 GB of one number, packed",
      script: #"{ printf '[' | gzip; packed 7 64; } > users.json"#,
      error: "users.json: a string has more than 1048576 bytes, at byte 1"
    ),
    Attack(
      name: "nothing but blanks, more than a value may have",
      script: #"packed ' ' 3 > users.json"#,
      error: "users.json: there is nothing in it"
    ),
    Attack(
      name: "a packed file that is damaged",
      script: #"packed a 1 > users.json; printf x | dd of=users.json bs=1 seek=20000 conv=notrunc"#,
      error: "users.json: "
    ),
    Attack(
      name: "megabytes of arrays in one another",
      script: "head -c 5000000 /dev/zero | tr '\\0' '[' > users.json",
      error: "users.json: more than 64 arrays and objects in one another, at byte 64"
    ),
    Attack(
      name: "megabytes of objects in one another",
      script: #"yes '{"a":' | head -c 5000000 > users.json"#,
      error: "users.json: more than 64 arrays and objects in one another, at byte"
    ),
    Attack(
      name: "a huge exponent as an id",
      script:
        #"echo '[{"id":1e999999999,"firstname":"a","lastname":"b","status":1}]' > users.json"#,
      error: "users.json: "
    ),
    Attack(
      name: "a byte that is not UTF-8",
      script: #"printf '[{"id":"\377"}]' > users.json"#,
      error: "users.json: the bytes are not UTF-8, at byte 8"
    ),
    Attack(
      name: "a NUL in a text",
      script: #"printf '[{"id":"a\000b"}]' > users.json"#,
      error: "users.json: a string contains a control character that is not escaped, at byte 9"
    ),
    Attack(
      name: "a key that stands twice",
      script: #"echo '[{"id":"u1","profile":{"login":"a"},"id":"u2"}]' > users.json"#,
      error: "users.json: the key 'id' stands twice in one object, at byte"
    ),
    Attack(
      name: "an answer that would colour the terminal",
      script: #"printf '{"error":{"code":1,"message":"\\u001b[31mred\\u0007"}}' > users.json"#,
      error: "users.json: it holds an error that the provider answered: "
    ),
    Attack(
      name: "a pipe that nobody writes to",
      script: "mkfifo users.json",
      error: "users.json: it is neither a file nor a folder"
    ),
    Attack(
      name: "a folder of links in circles",
      script: "ln -s . a; mkdir b; ln -s .. b/c; ln -s ../a b/d",
      error: "there is no file in it"
    ),
    Attack(
      name: "links to each other",
      script: "ln -s b a; ln -s a b",
      error: "a: it is a link that leads out of the folder, or nowhere"
    ),
    Attack(
      name: "a link to what others may have",
      script: "ln -s /etc/passwd users.json",
      error: "users.json: it is a link that leads out of the folder, or nowhere"
    ),
    Attack(
      name: "an export that is a link to itself",
      script: "cd ..; rmdir export.json; ln -s export.json export.json",
      error: "links lead in a circle"
    ),
    Attack(
      name: "an export that is a pipe",
      script: "cd ..; rmdir export.json; mkfifo export.json",
      error: "it is neither a file nor a folder"
    ),
    Attack(
      name: "folders in folders without end",
      script:
        "n=0; while [ $n -lt 40 ]; do mkdir d; cd d; n=$((n + 1)); done; echo '[]' > users.json",
      error: "d/d"
    ),
  ]

  /// In KB; the tool itself has about 35 MB.
  private static let memory = 160 << 10

  @Test("what is put in the place of an export cannot hurt", arguments: attacks)
  func attack(_ attack: Attack) async throws {
    try await inTemporaryFolder { folder in
      let made = try await Self.make(attack.script, in: folder)
      try #require(made.code == 0, "\(made.errors)")
      try await Self.expectRefusal(attack.error, in: folder)
    }
  }

  @Test func `a file that grows while it is read is not whole`() async throws {
    try await inTemporaryFolder { folder in
      // Something is added to it until the name is gone; the writer keeps the file open, so that it cannot make a new
      // one in a folder that is being removed, and ends by itself if nobody takes the name away.
      let made = try await Self.make(
        """
        { printf '['; head -c 100000000 /dev/zero | tr '\\0' ' '; } > users.json
        timeout 300 sh -c 'while [ -e users.json ]; do printf " " >&3; done' \\
          3>> users.json > /dev/null 2>&1 < /dev/null &
        """,
        in: folder
      )
      try #require(made.code == 0, "\(made.errors)")
      try await Self.expectRefusal("users.json: it was written to while it was read", in: folder)
    }
  }

  private static func make(
    _ script: String,
    in folder: String
  ) async throws -> RollcallProcess.Result {
    try await RollcallProcess.shell(
      #"mkdir "$0/export.json" && cd "$0/export.json" && umask 022 && eval "$1""#,
      [folder, tools + script]
    )
  }

  private static func expectRefusal(
    _ error: String,
    in folder: String
  ) async throws {
    let site = Site(folder, people: 0)
    try site.writeConfiguration()
    let result = try await RollcallProcess.run(
      ["plan", "--config", site.configurationPath],
      under: ["python3", "-c", meter, folder + "/peak"]
    )
    #expect(result.code == 5 || error.hasPrefix("links") && result.code == 78)
    #expect(result.errors.contains(error), "\(result.errors)")
    #expect(result.output == "")
    let isPlain = result.errors.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x0a }
    #expect(isPlain, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: site.organizationPath))
    let peak = try #require(Int(String(decoding: site.contents(folder + "/peak"), as: UTF8.self)))
    #expect(peak < memory, "in KB")
  }

  /// Runs a program that the kernel ends after two minutes of CPU time, and writes its peak of memory in KB.
  private static let meter = """
    import resource, subprocess, sys
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
    code = subprocess.call(sys.argv[2:])
    open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    sys.exit(code if code >= 0 else 128 - code)
    """
}
