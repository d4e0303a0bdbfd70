internal import ExportFiles

/// A list of the file that is being read.
struct OpenList {
  /// The field that it is under, if that has a name.
  var field: ExportField?
  /// The key that it is under, if it is an entry of a map.
  var key: String?
  var content = ListContent()
  /// Lists in it: pages of a list of pages, entries of a map.
  var inner: [OpenList] = []
  /// Whether envelopes were in it.
  var hasEnvelopes = false

  /// The field of the nearest list around a record in it that has a name.
  var nearestField: ExportField?

  init() {}

  init(_ name: ExportPiece.ListName, in outer: OpenList?) {
    switch name {
    case .element: break
    case .path(let path): field = ExportField(path: path)
    case .key(let key): self.key = key
    }
    nearestField = field ?? outer?.nearestField
  }

  /// Its content and that of the lists in it.
  var wholeContent: ListContent {
    var whole = content
    for list in inner { whole.formUnion(list.wholeContent) }
    return whole
  }
}

/// A record or envelope that is being taken apart.
struct OpenObject {
  /// How many entries there were when it began.
  let firstEntry: Int
  /// How many memberships.
  let firstEdge: Int
  var lists: [OpenList] = []
}

/// What the file that is being read has said so far.
struct FileState {
  let number: Int
  let name: String
  /// The lists that are open, the innermost last; the first is the file itself.
  var lists = [OpenList()]
  /// The records and envelopes that are open.
  var objects: [OpenObject] = []
  /// Of what is open, by whether it is a list, the innermost last.
  var open: [Bool] = []
  /// The head of the answer that is being read.
  var headers: ResponseHeaders?
  var isTable = false
  var hasNulls = false
  /// The neutral layout as lines: begun, and ended with these counts.
  var isNeutral = false
  var neutralEnd: (users: Int?, groups: Int?)?
  /// `ldapsearch`: the first entry that no trailer has confirmed.
  var firstUnconfirmed = 0
  var hasTrailer = false
  var hasDirectoryEntries = false
  /// Pages and maps made of this file.
  var pageCount = 0

  init(number: Int, name: String) {
    self.number = number
    self.name = name
  }

  /// Whether the present record stands at the top of the file.
  var isAtTop: Bool { open.isEmpty }
}
