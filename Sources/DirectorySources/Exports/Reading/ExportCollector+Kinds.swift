internal import ExportFiles
internal import JSONReader

extension ExportCollector {
  /// Whose record it is, and what.
  func classify() -> (ExportProvider, RecordShape)? {
    if isMembership { return (provider ?? ownerOfRow ?? .generic, .membership) }
    if let provider, let shape = provider.dialect.shape(of: record, context) {
      return (provider, shape)
    }
    for candidate in ExportProvider.recordOrder {
      if let shape = candidate.dialect.shape(of: record, context) { return (candidate, shape) }
    }
    return nil
  }

  /// A record that names a group and who is in it (M4, M6, M7).
  private var isMembership: Bool {
    if record.has(.groupID) || record.has(.groupKey) || record.has(.groupName)
      || record.has(.roleID)
    {
      return true
    }
    return record.has(.group) && !record.has(.environment)
      && (record.has(.role) || record.has(.memberID) || record.has(.userID)
        || record.has(.membersList) || context.list == nil && record.values.matches.count == 1)
  }

  /// Whose rows of memberships these are, as far as they show it.
  private var ownerOfRow: ExportProvider? {
    GoogleDialect.shape(of: record, context) == .member ? .google : nil
  }

  /// Takes in a record that is of no known kind: an answer without records, an error, or a mere reference.
  mutating func takeUnknown() throws {
    if context.list == nil {
      if let envelope = envelope(of: []) { return try finish(envelope, beginObject()) }
      if let message = ErrorBodies.message(of: record) { throw errorResponse(message) }
    }
    let failure = ExportFailure(
      .unrecognised,
      "unknown-shape",
      file: file.name,
      "a record is of no kind that any provider writes",
      hint:
        "Export as rollcall-exports(7) shows for the provider; the neutral layout there serves all others."
    )
    if let id = record.firstText(.id, .underscoreID, .valueList) {
      withContent { $0.shapeFlaw = $0.shapeFlaw ?? failure }
      var draft = MemberDraft()
      draft.id = id
      if let atom = try store.add(draft) { addReference(atom, draft, isScalar: false) }
    } else {
      withContent { $0.flaw = $0.flaw ?? failure }
    }
  }

  func errorResponse(_ message: String) -> ExportFailure {
    .incomplete(
      "error-response",
      file: file.name,
      message.isEmpty
        ? "it holds an error that the provider answered"
        : "it holds an error that the provider answered: \(message)",
      hint: "Let the script stop when a request fails (curl -f), and export again."
    )
  }

  /// The envelope that the present object is, and whose.
  func envelope(of lists: [OpenList]) -> (ExportProvider, Envelope)? {
    let fields = lists.compactMap(\.field)
    for candidate in provider.map({ [$0] }) ?? ExportProvider.recordOrder {
      guard let envelope = candidate.dialect.envelope(record, lists: fields) else { continue }
      if envelope.needsKeys, !lists.allSatisfy({ $0.inner.contains { $0.key != nil } }) { continue }
      return (candidate, envelope)
    }
    return nil
  }

  /// Refuses what `ConvertTo-Json` makes of objects that lie deeper than it looks.
  func refuseCutObjects() throws(ExportFailure) {
    for field in [ExportField.additionalProperties, .membersList] {
      guard record.isText(field), let text = record.text(field), text.hasPrefix("System.") else {
        continue
      }
      throw ExportFailure(
        .invalid,
        "powershell-depth",
        file: file.name,
        "objects in it have been replaced by the names of their types",
        hint: "Give ConvertTo-Json a greater -Depth."
      )
    }
  }

  /// Puts the attributes of an `ldapsearch` entry where those of other records are.
  mutating func spreadAttributes() {
    guard record.has(.resultType), record.has(.attributesName) else { return }
    file.hasDirectoryEntries = true
    var path: Int?
    var matches: [JSONMatch] = []
    for match in record.values.matches {
      if match.path == ExportField.attributesName.rawValue {
        path = filters.table.number(of: [record.values.string(match)])
      } else if match.path == ExportField.attributesValues.rawValue {
        guard let path else { continue }
        matches.append(match.moved(to: path))
      } else {
        matches.append(match)
      }
    }
    record.values.replace(with: matches)
    record.index()
  }
}

extension JSONMatch {
  fileprivate func moved(to path: Int) -> JSONMatch {
    JSONMatch(
      path: UInt16(truncatingIfNeeded: path),
      kind: kind,
      isMoved: isMoved,
      start: start,
      count: count
    )
  }
}
