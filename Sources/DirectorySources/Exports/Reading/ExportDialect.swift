/// How one provider's records are told apart and read.
protocol ExportDialect {
  /// What a record is, or nil if it is none of this provider's.
  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape?

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft
  static func group(_ record: borrowing FieldRecord) -> GroupDraft
  static func member(_ record: borrowing FieldRecord) -> MemberDraft

  /// The envelope that an object with these lists in it is, or nil if it is none of this provider's.
  static func envelope(
    _ record: borrowing FieldRecord,
    lists: [ExportField]
  ) -> Envelope?

  /// The lists in a user's record that name the groups that it is in.
  static func groupLists(_ context: RecordContext) -> [ExportField]

  /// Whether users name their groups by name alone, so that the names are all there is of a group.
  static var namesGroups: Bool { get }

  /// Whether a file can be named by the group, or user, whose members, or groups, are in it.
  static var namesFilesByID: Bool { get }

  /// Sizes of a page that make a list of exactly as many records suspicious.
  static var pageSizes: Set<Int> { get }

  /// Whether a list's pages are linked by the headers of the answers: a `Link` to the page itself, and none to a next,
  /// is the end then.
  static var hasLinkHeaders: Bool { get }

  /// What proves that an export is whole, in a sentence for people who made one that does not.
  static var proof: String { get }

  /// Whether records say anywhere who is disabled.
  static var hasStatus: Bool { get }
}

extension ExportDialect {
  static func group(_ record: borrowing FieldRecord) -> GroupDraft { GroupDraft() }

  static func member(_ record: borrowing FieldRecord) -> MemberDraft {
    var draft = MemberDraft()
    draft.id = record.text(.id)
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? { nil }
  static func groupLists(_ context: RecordContext) -> [ExportField] { [] }
  static var namesGroups: Bool { false }
  static var namesFilesByID: Bool { true }
  static var pageSizes: Set<Int> { [] }
  static var hasLinkHeaders: Bool { false }
  static var hasStatus: Bool { true }
}

/// Where a record stands, and what the configuration wants of it.
struct RecordContext {
  /// The list that it is in, if that has a name.
  var list: ExportField?
  /// Its key, if it stands in a map.
  var key: String?
  /// The lists in it, if it was taken apart.
  var lists: [ExportField] = []
  /// The columns, if it is a row of a table.
  var columns: Set<ExportField>?
  /// OneLogin: its groups are wanted instead of its roles.
  var takesOneLoginGroups = false
}

/// What an object that holds a page of a list says about the list.
struct Envelope {
  /// What its list holds, where the envelope says so.
  var kind: PageKind?
  var end = PageEnd.unknown
  /// Records on all pages together.
  var total: Int?
  /// The same for each of several lists.
  var totals: [ExportField: Int] = [:]
  /// Another page comes before it.
  var isContinued = false
  /// The address of this page.
  var selfLink: String?
  /// Whose members, or groups, the list names.
  var owner: PageOwner?
  /// What is wrong with it, if something is: a reason of `incomplete-export`.
  var flaw: Flaw?
  /// The lists in it that count; nil = all.
  var lists: [ExportField]?
  /// Only users under keys make it an envelope.
  var needsKeys = false
  /// One object of several that must not be mixed: a realm.
  var realm: String?

  struct Flaw {
    let reason: String
    let message: String
  }
}

/// What a list holds.
enum PageKind: Equatable {
  case users
  case groups
  case members
  /// The groups that a user or a group is in.
  case containingGroups
}

/// Whose list it is.
enum PageOwner: Equatable {
  case group(String)
  case user(String)
}

/// What a page says about the pages behind it.
enum PageEnd: Equatable {
  case unknown
  case last
  /// Another follows; its address where that is known.
  case more(String?)
}
