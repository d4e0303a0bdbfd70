internal import ArgumentParser
internal import JSONReader
internal import SyncConfiguration

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the effective configuration, redacted.",
    discussion: """
      Example: rollcall config --config rollcall.json

      Every key with its value or default; secrets stay references, and of the addresses of ping and notify only the \
      host is shown.
      """
  )

  @OptionGroup var common: CommonOptions

  @Flag(name: .long, help: "Print the JSON Schema of the configuration instead.")
  var schema = false

  func run() async throws {
    if schema {
      let environment = ProcessInfo.processInfo.environment
      var writer = JSONWriter(.pretty)
      writer.value(ConfigurationSchema.make())
      writer.endLine()
      common.makeConsole(environment: environment).answer(writer.bytes)
      return
    }
    let session = try Session(common)
    var writer = JSONWriter(.pretty)
    writer.value(session.configuration.effective)
    writer.endLine()
    session.console.answerJSON(writer.bytes)
  }
}
