internal import DirectoryModel
internal import JSONReader
internal import SafeFiles

/// Decodes a whole configuration.
struct ConfigurationDecoder {
  /// Absolute, for paths that are relative to it.
  let file: String

  func decode(_ root: JSONValue) throws(ConfigurationError) -> Configuration {
    try decode(ObjectDecoder(root, path: ""))
  }

  func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> Configuration {
    let sources = try SourcesDecoder(file: file).decode(decoder)
    let organization = try OrganizationDecoder(file: file).decode(decoder.object("organization"))
    var policy = try PolicyDecoder.decode(decoder)
    for (name, rules) in sources.rules { policy.sources[name] = rules }
    let run = try decodeRun(decoder.object("run"))
    let monitoring = try decodeMonitoring(decoder)
    try decoder.finish()
    try check(sources.settings, policy)
    policy.fingerprint = decoder.fingerprint
    return Configuration(
      path: file,
      sources: sources.settings,
      organization: organization,
      policy: policy,
      run: run,
      monitoring: monitoring,
      effective: decoder.effective
    )
  }

  private func decodeRun(_ decoder: ObjectDecoder) throws(ConfigurationError) -> RunSettings {
    RunSettings(
      concurrency: try decoder.integer("concurrency", default: 4, in: 1...64),
      deadline: try decoder.optionalDuration("deadline", default: "30m"),
      state: try decoder.string("state").map { PathResolver.resolve($0, file) },
      keepRuns: try decoder.optionalDuration("keepRuns", default: "90d") ?? Int64.max / 4
    )
  }

  private func decodeMonitoring(
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> MonitoringSettings {
    let metrics = try decoder.string("metricsFile").map { PathResolver.resolve($0, file) }
    let ping = try decoder.object("ping")
    let notify = try decoder.object("notify")
    return MonitoringSettings(
      metricsFile: metrics,
      pingStart: try ping.privateURL("start"),
      pingSuccess: try ping.privateURL("success"),
      pingFailure: try ping.privateURL("failure"),
      webhook: try notify.privateURL("webhook"),
      command: try decodeCommand(notify),
      names: try notify.bool("names", default: false)
    )
  }

  private func decodeCommand(_ notify: ObjectDecoder) throws(ConfigurationError) -> [String] {
    let words = try notify.strings("command")
    if let program = words.first, !program.hasPrefix("/") {
      throw notify.error(
        "command",
        "the program has to be named by its path from the root",
        hint: "Say where it lies, as \"/usr/local/bin/tell-operators\": no shell looks it up."
      )
    }
    return words
  }

  /// What single keys cannot show.
  private func check(
    _ sources: [SourceSettings],
    _ policy: SyncPolicy
  ) throws(ConfigurationError) {
    var names: Set<String> = []
    for (index, source) in sources.enumerated() {
      guard names.insert(source.name).inserted else {
        throw ConfigurationError(
          "sources[\(index)].name: two sources are called '\(source.name)'",
          hint: "Give each source a name of its own."
        )
      }
      if sources.count > 1, policy.sources[source.name]?.domains == nil {
        throw ConfigurationError(
          "sources[\(index)].domains: with two or more sources each names the domains that it speaks for",
          hint: "An entry with an address of another domain is then out of its scope."
        )
      }
    }
  }
}

/// Paths of the configuration are relative to its file.
enum PathResolver {
  static func resolve(_ path: String, _ file: String) -> String {
    SafePath.isAbsolute(path) ? path : SafePath.join(SafePath.parent(file), path)
  }
}
