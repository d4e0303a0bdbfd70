internal import ArgumentParser
internal import JSONReader
internal import SyncConfiguration

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the effective configuration, redacted.",
    discussion: """
      Example: rollcall config --config rollcall.json

      Every key with its value or default; secrets stay references.
      """
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let session = try Session(common)
    var writer = JSONWriter(.pretty)
    writer.value(session.configuration.effective)
    writer.endLine()
    session.console.answer(writer.bytes)
  }
}
