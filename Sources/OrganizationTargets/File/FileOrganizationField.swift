internal import JSONReader

/// What is wanted of a member or a group of a file organization, by the numbers of ``table``.
enum FileOrganizationField: UInt16, CaseIterable {
  case id
  case externalID
  case email
  case name
  case status
  case role
  case priorStatus
  case members

  var key: String { self == .externalID ? "externalId" : "\(self)" }

  static let table = JSONPathTable(paths: allCases.map { [$0.key] }, foldsCase: false)
}
