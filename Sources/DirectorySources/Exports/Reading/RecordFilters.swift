internal import ExportFiles
internal import JSONReader
internal import SCIMFilter

/// What the configuration wants of a user's record: filters, judged while it is in the buffer, of which only verdicts
/// are kept, and attributes in place of the provider's own.
struct RecordFilters {
  var attributes: ChosenAttributes
  /// `users.filter`, if there is one, and behind it those of `users.prefer`.
  private var judges: [FilterJudge]
  private let hasUserFilter: Bool
  /// By path of the table: which filters look at its values, and under which number of theirs.
  private let uses: [[Use]]
  /// By path of the table: a record has had a value there.
  private var isMet: [Bool]
  /// What is wanted of each record: all fields, what the filters look at, and attributes that are chosen.
  let table: JSONPathTable

  private struct Use {
    let judge: Int
    let number: Int
    let path: AttributePath
  }

  /// - Throws: ``ExportFailure`` with `configuration` for a filter that cannot be judged, or an attribute that is not at
  ///   hand while a record is read.
  init(_ settings: ExportSourceSettings) throws(ExportFailure) {
    attributes = try ChosenAttributes(settings.attributes)
    var filters: [Filter] = []
    for text in (settings.userFilter.map { [$0] } ?? []) + settings.preferences.prefix(32) {
      do throws(FilterError) {
        filters.append(try Filter(parsing: text))
      } catch {
        throw ExportFailure(
          .configuration,
          "filter",
          file: nil,
          "the filter '\(text)' cannot be understood: \(error)"
        )
      }
    }
    var paths = ExportField.allCases.map(\.keys)
    for filter in filters { paths += filter.paths.map(\.names) }
    paths += attributes.all.map(\.path.names)
    let lists = Set(ExportField.allCases.filter(\.isList).map { Int($0.rawValue) })
    table = JSONPathTable(paths: paths, lists: lists)
    attributes.locate(in: table)
    for choice in attributes.all where Self.isTakenApart(choice.path) {
      throw ExportFailure(
        .configuration,
        "attribute",
        file: nil,
        "'\(choice.name)', which '\(choice.key)' names, lies in a list that holds no attributes of a user"
      )
    }
    var uses = [[Use]](repeating: [], count: paths.count)
    for (judge, filter) in filters.enumerated() {
      for (number, path) in filter.paths.enumerated() {
        try Self.check(path, in: filter)
        guard let place = table.number(of: path.names) else { continue }
        uses[place].append(Use(judge: judge, number: number, path: path))
      }
    }
    self.uses = uses
    isMet = [Bool](repeating: false, count: uses.count)
    hasUserFilter = settings.userFilter != nil
    judges = filters.map { FilterJudge($0) }
  }

  /// Groups of a user can be thousands; they are taken apart, and not at hand while the user is judged.
  private static func isTakenApart(_ path: AttributePath) -> Bool {
    ExportField.allCases.contains {
      $0.isList && $0.keys.count == 1 && $0.keys[0].lowercased() == path.names.first
    }
  }

  private static func check(_ path: AttributePath, in filter: Filter) throws(ExportFailure) {
    guard isTakenApart(path) else { return }
    throw ExportFailure(
      .configuration,
      "filter",
      file: nil,
      "the filter '\(filter.text)' looks at '\(path)', which an export cannot be filtered by",
      hint: "Use 'users.groups' to choose people by their groups."
    )
  }

  var isEmpty: Bool { judges.isEmpty }

  /// What filters look at and no record had: a misspelt attribute leaves everybody out.
  var pathsNotMet: [String] {
    let used = uses.indices.compactMap { path in uses[path].first.map { (path, $0.path.names) } }
    let unmet = used.filter { !isMet[$0.0] }.map(\.1)
    return unmet.filter { names in
      let parent = Array(names.dropLast())
      // A filter looks at the value of what may be an object, and below what is not there it finds nothing.
      if names.last == "value", used.contains(where: { $0.1 == parent }) { return false }
      return !unmet.contains(parent)
    }.map { $0.joined(separator: ".") }
  }

  /// Judges a record.
  ///
  /// - Returns: Whether `users.filter` lets it pass, and a bit for each filter of `users.prefer` that it fits.
  mutating func judge(_ record: borrowing FieldRecord) -> (passes: Bool, preferences: UInt32) {
    for index in judges.indices { judges[index].begin() }
    for match in record.values.matches where Int(match.path) < uses.count {
      if match.kind != .null { isMet[Int(match.path)] = true }
      for use in uses[Int(match.path)] {
        switch match.kind {
        case .object: judges[use.judge].seeObject(use.number)
        case .string, .number, .bool: judges[use.judge].see(use.number, record.values.bytes(match))
        case .null, .array, .emptyObject: break
        }
      }
    }
    let passes = hasUserFilter ? judges[0].verdict() : true
    var preferences: UInt32 = 0
    let first = hasUserFilter ? 1 : 0
    for index in judges.indices.dropFirst(first) where judges[index].verdict() {
      preferences |= 1 << UInt32(index - first)
    }
    return (passes, preferences)
  }
}
