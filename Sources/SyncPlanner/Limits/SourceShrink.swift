internal import DirectoryModel

/// `sourceShrink`: a source that has fewer users than in the best good run of the seven days up to the last one.
enum SourceShrink {
  static func judge(_ input: LimitInput) -> [LimitVerdict] {
    input.world.directory.readings.compactMap { reading in
      let name = reading.description.name
      let best = input.world.memory.goodRuns.compactMap { $0.figures.sources[name]?.users }.max()
      guard let best else { return nil }
      let lost = max(0, best - reading.entryCount)
      let allowed = input.world.policy.limits.sourceShrink.allowed(of: best)
      return LimitVerdict(
        name: .sourceShrink,
        subject: name,
        value: lost,
        base: best,
        allowed: allowed,
        exceeded: lost > (allowed ?? .max)
      )
    }
  }
}
