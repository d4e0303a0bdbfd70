internal import JSONReader

/// The members or the groups of a file that is being changed.
///
/// What does not change is known by its place only, and written again byte for byte.
struct FileOrganizationList {
  typealias Entry = [JSONValue.Member]

  private let bytes: [UInt8]
  /// Before the numbers of new ids.
  private let prefix: String
  /// Where each entry of the file stands; new ones have the rows behind.
  private var places: [Range<UInt32>] = []
  private(set) var count = 0
  private var rows: [String: Int] = [:]
  private var changed: [Int: Entry] = [:]
  private var removed: Set<Int> = []
  /// The number of the next new id, above all that were ever given; nil until it is needed.
  ///
  /// The history knows those who are gone by their ids: nobody else may get them.
  private(set) var nextNumber: Int?
  /// The same, as the document says.
  private var noted = 1

  init(_ bytes: [UInt8], prefix: String) {
    self.bytes = bytes
    self.prefix = prefix
  }

  /// Takes note of an entry of the file.
  mutating func add(id: String?, at place: Range<UInt32>) {
    if let id { rows[id] = count }
    places.append(place)
    count += 1
  }

  func row(ofID id: String?) -> Int? { id.flatMap { rows[$0] } }

  /// The entry, taken apart.
  ///
  /// - Throws: ``FileRefusal`` if a key stands twice in it: which one counts nobody could say.
  func entry(_ row: Int) throws(FileRefusal) -> Entry {
    if let entry = changed[row] { return entry }
    let place = places[row]
    do throws(JSONError) {
      let span = bytes.span.extracting(Int(place.lowerBound)..<Int(place.upperBound))
      return try JSONValue(parsing: span).object ?? []
    } catch {
      throw FileRefusal(message: "its entry in the file is damaged: \(error.message)")
    }
  }

  mutating func replace(_ row: Int, _ entry: Entry) { changed[row] = entry }

  /// Sets one field, or takes it away.
  mutating func set(_ key: String, of row: Int, to value: JSONValue?) throws(FileRefusal) {
    var entry = try entry(row)
    entry[key] = value
    changed[row] = entry
  }

  /// Adds an entry of its own, whose first field is a new id.
  ///
  /// - Returns: The id.
  mutating func append(_ fields: Entry) -> String {
    let number = numbering()
    nextNumber = number + 1
    let id = "\(prefix)\(number)"
    rows[id] = count
    changed[count] = [JSONValue.Member(key: "id", value: JSONValue(.string(id)))] + fields
    count += 1
    return id
  }

  mutating func remove(_ row: Int, id: String) {
    nextNumber = numbering()
    removed.insert(row)
    rows[id] = nil
  }

  /// Takes note of what the document says of its next id.
  mutating func note(nextNumber: Int) { noted = Self.numbers.contains(nextNumber) ? nextNumber : 1 }

  /// As the document says, and at any rate above the ids that stand in it.
  private func numbering() -> Int {
    if let nextNumber { return nextNumber }
    let numbers = rows.keys.lazy.filter { $0.hasPrefix(prefix) }
      .compactMap { Int($0.dropFirst(prefix.count)) }.filter(Self.numbers.contains)
    return max(noted, (numbers.max() ?? 0) + 1)
  }

  /// Other numbers were not given by this tool.
  private static let numbers = 1..<1_000_000_000_000

  func isRemoved(_ row: Int) -> Bool { removed.contains(row) }

  /// Writes the entry as it is now.
  func write(_ row: Int, to writer: inout JSONWriter) {
    if let entry = changed[row] {
      writer.value(JSONValue(.object(entry)))
    } else {
      let place = places[row]
      bytes.withUnsafeBytes { bytes in
        let range = Int(place.lowerBound)..<Int(place.upperBound)
        writer.value(json: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    }
  }
}

/// Why one change of a file was not made.
struct FileRefusal: Error {
  let message: String
}

extension [JSONValue.Member] {
  /// The value of a key; setting one that is not there adds it at the end.
  subscript(key: String) -> JSONValue? {
    get { first { $0.key == key }?.value }
    set {
      guard let newValue else {
        removeAll { $0.key == key }
        return
      }
      let member = JSONValue.Member(key: key, value: newValue)
      if let index = firstIndex(where: { $0.key == key }) {
        self[index] = member
      } else {
        append(member)
      }
    }
  }
}
