internal import DirectoryModel
internal import JSONReader

/// Decodes `limits`: a part that is left out keeps its default, `null` takes it away.
enum LimitsDecoder {
  private typealias Part = WritableKeyPath<LimitSettings, LimitSettings.Allowance>

  private static var parts: [(String, Part)] {
    [
      ("memberRemovals", \.memberRemovals), ("disabledRemovals", \.disabledRemovals),
      ("sourceShrink", \.sourceShrink), ("identityChange", \.identityChange),
      ("lostAttribute", \.lostAttribute), ("membershipRemovals", \.membershipRemovals),
      ("groupShrink", \.groupShrink), ("groupDepartures", \.groupDepartures),
      ("finalRemovals", \.finalRemovals), ("invitations", \.invitations), ("restores", \.restores),
      ("groupCreations", \.groupCreations), ("membershipAdditions", \.membershipAdditions),
      ("groupGrowth", \.groupGrowth),
    ]
  }

  static func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> LimitSettings {
    var limits = LimitSettings()
    for (name, part) in parts {
      limits[keyPath: part] = try allowance(decoder.object(name), limits[keyPath: part])
    }
    limits.mustExist = try decoder.strings("mustExist")
    limits.seats = try decoder.integer("seats", default: nil, in: 0...10_000_000)
    return limits
  }

  private static func allowance(
    _ decoder: ObjectDecoder,
    _ standard: LimitSettings.Allowance
  ) throws(ConfigurationError) -> LimitSettings.Allowance {
    var allowance = LimitSettings.Allowance(
      percent: try decoder.number("percent", default: standard.percent, in: 0...1000),
      count: try decoder.integer("count", default: standard.count, in: 0...100_000_000),
      floor: try decoder.integer("floor", default: standard.floor, in: 0...100_000_000)
    )
    allowance.floorIsGiven = decoder.given("floor") != nil
    return allowance
  }
}
