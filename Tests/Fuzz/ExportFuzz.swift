#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Mutates saved exports and reads them, until the time is over or something is wrong.
///
///     swift run -c release ExportFuzz [SECONDS] [SEED]
///
/// An input that crashes stays in the folder that is printed first; one that is read differently with another size of
/// buffer comes into `Tests/Fuzz/Corpus` as `found-…`. Give it a name of its own to keep it there.
@main
struct ExportFuzz {
  static func main() async throws {
    let arguments = CommandLine.arguments
    let seconds = arguments.count > 1 ? Int64(arguments[1]) ?? 60 : 60
    let seed = arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : UInt64.random(in: 0 ... .max)
    var fuzzer = try ExportFuzzer(seed: seed)
    print("seed \(seed), \(fuzzer.exports.count) exports, each written to \(fuzzer.running)")
    let isClean = try await fuzzer.run(seconds: seconds)
    let ways = fuzzer.refusals.count
    print("\(fuzzer.rounds) rounds, \(fuzzer.accepted) exports read, \(ways) ways to refuse")
    for (refusal, count) in fuzzer.refusals.sorted(by: { $0.value > $1.value }) {
      print("  \(count)  \(refusal)")
    }
    if !isClean { exit(1) }
  }
}
