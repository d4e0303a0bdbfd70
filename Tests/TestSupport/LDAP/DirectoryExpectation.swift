#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What `Tests/Lab/generate-directory` says that a correct reader finds: the oracle of the tests.
package struct DirectoryExpectation: Sendable, Equatable, Decodable {
  /// By address.
  package var users: [String: User] = [:]
  /// By name.
  package var groups: [String: Group] = [:]

  package struct User: Sendable, Equatable, Decodable {
    package var name: String
    package var disabled: Bool
    package var dn: String

    package init(name: String, disabled: Bool, dn: String) {
      self.name = name
      self.disabled = disabled
      self.dn = dn
    }
  }

  package struct Group: Sendable, Equatable, Decodable {
    package var dn: String
    /// Addresses of the users in it, sorted.
    package var direct: [String]
    /// The same with those of nested groups.
    package var all: [String]

    package init(dn: String, direct: [String], all: [String]) {
      self.dn = dn
      self.direct = direct
      self.all = all
    }
  }

  package init() {}

  init(file: String) throws {
    let data = try Data(contentsOf: URL(filePath: file))
    self = try JSONDecoder().decode(DirectoryExpectation.self, from: data)
  }
}
