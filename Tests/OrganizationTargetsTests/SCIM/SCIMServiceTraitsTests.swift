import OrganizationTargets
import SyncConfiguration
import Testing

/// The configuration says which presets and options there are; each has to mean something to the target.
@Suite struct SCIMServiceTraitsTests {
  @Test(arguments: SCIMOption.presets)
  func `a preset that can be configured is known`(preset: String) {
    #expect(SCIMServiceTraits(preset: preset) != nil)
  }

  @Test func `no other preset is known`() {
    #expect(SCIMServiceTraits(preset: "azure") == nil)
  }

  @Test(arguments: [
    ("generic", ["revoke": "none", "revokeMeans": "revocation"]),
    ("generic", ["revoke": "deactivate", "revokeMeans": "removal"]),
    ("github", ["revoke": "deactivate"]),
  ])
  func `nobody is revoked where that does not exist, or cannot be taken back`(
    preset: String,
    options: [String: String]
  ) throws {
    for words in [options.sorted { $0.key < $1.key }, options.sorted { $0.key > $1.key }] {
      var traits = try #require(SCIMServiceTraits(preset: preset))
      for (name, value) in words {
        let isTaken = traits.set(name, to: value)
        #expect(isTaken)
      }
      #expect(!traits.canRevoke)
    }
  }

  @Test(arguments: SCIMOption.target.map(\.name))
  func `an option takes what can be configured, over any preset, and nothing else`(
    name: String
  ) throws {
    let option = try #require(SCIMOption.target.first { $0.name == name })
    let (good, bad): ([String], [String]) =
      switch option.values {
      case .words(let words): (words, ["maybe"])
      case .integer(let range):
        (
          ["\(range.lowerBound)", "\(range.upperBound)"],
          ["\(range.lowerBound - 1)", "\(range.upperBound + 1)"]
        )
      case .number(let range):
        (["\(range.lowerBound)", "\(range.upperBound)"], ["0", "\(range.upperBound + 1)"])
      case .duration: (["1", "86400"], ["0", "86401", "1m"])
      case .attributes: (["{}", #"{"userType":"Employee","urn:x":{"a":[1]}}"#], ["[]", "x"])
      case .list: (["name", "name,displayName"], [])
      }
    for preset in SCIMOption.presets {
      let before = try #require(SCIMServiceTraits(preset: preset))
      for value in good {
        var traits = before
        let isTaken = traits.set(name, to: value)
        #expect(isTaken, "\(value) over \(preset)")
      }
      for value in bad {
        var traits = before
        let isTaken = traits.set(name, to: value)
        #expect(!isTaken, "\(value) over \(preset)")
        #expect(traits == before)
      }
    }
  }
}
