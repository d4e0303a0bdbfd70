internal import DirectoryModel

/// `lostAttribute`: fewer entries carry a mapped attribute than in the last good run.
enum LostAttribute {
  static func judge(_ input: LimitInput) -> [LimitVerdict] {
    guard let last = input.world.memory.goodRuns.last else { return [] }
    return input.world.directory.readings.flatMap { reading in
      let name = reading.description.name
      let before = last.figures.sources[name]?.attributes ?? [:]
      return before.sorted { $0.key < $1.key }.compactMap { attribute, base -> LimitVerdict? in
        guard base > 0 else { return nil }
        let lost = max(0, base - (reading.attributeCounts[attribute] ?? 0))
        let allowed = input.world.policy.limits.lostAttribute.allowed(of: base)
        return LimitVerdict(
          name: .lostAttribute,
          subject: "\(name): \(attribute)",
          value: lost,
          base: base,
          allowed: allowed,
          exceeded: lost > (allowed ?? .max)
        )
      }
    }
  }
}
