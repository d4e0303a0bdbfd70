internal import DirectoryModel
internal import JSONReader

/// Decodes `limits`: a part that is left out keeps its default, `null` takes it away.
enum LimitsDecoder {
  private typealias Part = WritableKeyPath<LimitSettings, LimitSettings.Allowance>

  /// What takes: more than all of something cannot be meant.
  private static var taking: [(String, Part)] {
    [
      ("memberRemovals", \.memberRemovals), ("disabledRemovals", \.disabledRemovals),
      ("sourceShrink", \.sourceShrink), ("identityChange", \.identityChange),
      ("lostAttribute", \.lostAttribute), ("membershipRemovals", \.membershipRemovals),
      ("groupShrink", \.groupShrink), ("groupDepartures", \.groupDepartures),
      ("finalRemovals", \.finalRemovals), ("restores", \.restores),
    ]
  }

  /// What adds, and may well double a thing.
  private static var adding: [(String, Part)] {
    [
      ("invitations", \.invitations), ("groupCreations", \.groupCreations),
      ("membershipAdditions", \.membershipAdditions), ("groupGrowth", \.groupGrowth),
    ]
  }

  static func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> LimitSettings {
    var limits = LimitSettings()
    for (name, part) in taking {
      limits[keyPath: part] = try allowance(name, decoder, limits[keyPath: part], 0...100)
    }
    for (name, part) in adding {
      limits[keyPath: part] = try allowance(name, decoder, limits[keyPath: part], 0...10_000)
    }
    limits.mustExist = try decoder.strings("mustExist")
    try decoder.checkAddresses("mustExist", limits.mustExist)
    limits.seats = try decoder.limit("seats", default: nil, in: 0...10_000_000)
    return limits
  }

  private static func allowance(
    _ name: String,
    _ decoder: ObjectDecoder,
    _ standard: LimitSettings.Allowance,
    _ percents: ClosedRange<Double>
  ) throws(ConfigurationError) -> LimitSettings.Allowance {
    if decoder.given(name)?.isNull ?? false {
      throw decoder.error(
        name,
        "must not be null",
        hint: "To go without it: { \"percent\": null, \"count\": null }."
      )
    }
    let parts = try decoder.object(name)
    var allowance = LimitSettings.Allowance(
      percent: try parts.limit("percent", default: standard.percent, in: percents),
      count: try parts.limit("count", default: standard.count, in: 0...100_000_000),
      floor: try parts.limit("floor", default: standard.floor, in: 0...100_000_000)
    )
    allowance.floorIsGiven = parts.given("floor") != nil
    return allowance
  }
}
