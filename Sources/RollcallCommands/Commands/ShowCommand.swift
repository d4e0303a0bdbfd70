internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import SyncConfiguration
internal import SyncPlanner

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a side as it was read: the source, the roster, or the organization.",
    discussion: """
      Example: rollcall show roster --format json

      'source' lists every entry, 'roster' only people who should be members, 'organization' members and groups as \
      they are.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "source, roster or organization.")
  var side: Side

  @Option(name: .long, help: ArgumentHelp("One of several sources.", valueName: "name"))
  var source: String?

  @Option(name: .long, help: "text or json.")
  var format: ShowFormat = .text

  enum Side: String, CaseIterable, ExpressibleByArgument {
    case source
    case roster
    case organization
  }

  enum ShowFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  func validate() throws {
    if side != .source, source != nil { throw ValidationError("--source goes with 'show source'.") }
  }

  func run() async throws {
    let session = try Session(common)
    try await session.run(onlyReads: true) {
      do {
        switch side {
        case .organization: try await showOrganization(session)
        case .roster: try await showRoster(session)
        case .source: try await showSource(session)
        }
      } catch {
        if format == .json, let refused = SourceError(refusing: error) {
          session.console.answerJSON(Shown.json(refused))
        }
        throw error
      }
    }
  }

  private func showOrganization(_ session: Session) async throws {
    let snapshot = try await session.assembly.makeTarget().read { _ in }
    let console = session.console
    switch format {
    case .text: console.answer(Shown.text(snapshot, style: console.outputStyle))
    case .json: console.answerJSON(Shown.json(snapshot))
    }
  }

  private func showRoster(_ session: Session) async throws {
    var snapshots: [DirectorySnapshot] = []
    for source in try await session.assembly.makeSources() {
      snapshots.append(try await source.read { _ in })
    }
    let roster = try Resolver.resolve(
      try DirectorySnapshot.merging(snapshots),
      policy: session.configuration.policy
    )
    let console = session.console
    switch format {
    case .text: console.answer(Shown.text(roster, style: console.outputStyle))
    case .json: console.answerJSON(Shown.json(roster))
    }
  }

  private func showSource(_ session: Session) async throws {
    let settings = session.configuration.sources
    let chosen = source.map { name in settings.filter { $0.name == name } } ?? settings
    guard let only = chosen.first, chosen.count == 1 else {
      let names = settings.map(\.name).joined(separator: ", ")
      throw UsageError(
        summary: chosen.isEmpty
          ? "there is no source '\(source ?? "")'" : "there are several sources",
        hint: "Name one with --source: \(names)."
      )
    }
    let snapshot = try await session.assembly.makeSource(only).read { _ in }
    let memberships = Resolver.flattenedMemberships(of: snapshot)
    let console = session.console
    switch format {
    case .text:
      console.answer(Shown.text(snapshot, memberships: memberships, style: console.outputStyle))
    case .json: console.answerJSON(Shown.json(snapshot, memberships: memberships))
    }
  }
}

extension SourceError {
  /// What kept a source or the roster from being shown; nil for what is no source's fault.
  fileprivate init?(refusing error: any Error) {
    switch error {
    case let error as SourceError: self = error
    case let error as ResolverError:
      self.init(source: "", code: "no-roster", reason: error.reason, summary: error.summary)
    default: return nil
    }
  }
}
