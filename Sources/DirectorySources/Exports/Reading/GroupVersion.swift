internal import DirectoryModel

/// One way in which an export describes a group.
struct GroupVersion {
  let atom: UInt32
  /// Another version of the same id, or ``UserVersion/none``.
  let next: UInt32
  let name: Text
  let memberCount: Int32
  let subgroupCount: Int32
  let isBuiltIn: Bool
  /// Stands in a list of groups rather than inside a user or a member list.
  var isListed = false

  /// A count that the record does not have.
  static let noCount: Int32 = -1
}
