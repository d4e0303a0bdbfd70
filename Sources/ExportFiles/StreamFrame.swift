internal import JSONReader

/// An array or object that an ``ExportStream`` has taken apart and is in the middle of.
struct StreamFrame {
  enum Kind {
    /// The file itself: values one after another.
    case sequence
    case array
    /// A list that is one record instead of an array.
    case single
    /// A record or envelope.
    case object
    /// An object whose keys are ids: each value is a list or a record.
    case map
  }

  var kind: Kind
  /// Where in the table its keys are looked up.
  var node = JSONPathTable.root
  /// Whether a list that no path names is a list all the same.
  var takesUnknownLists = false
  /// Whether it is taken for a map by its beginning alone: the rest of it was not in the buffer.
  var isGuess = false
  /// The first list in it that no path names.
  var unknownList: String?
  /// Whether it is a record of its own, rather than a part of the one around it.
  var isRecord = false
  /// Whether a first element or member has been read.
  var hasElements = false
  /// Keys met in it: of fields by their node, of a map's entries by their hash.
  var seen: Set<Int> = []
  /// The key under which it stands in a map.
  var key: String?
  /// Where its values begin among those that are kept.
  var firstMatch = 0
  var firstByte = 0

  init(_ kind: Kind) {
    self.kind = kind
  }
}
