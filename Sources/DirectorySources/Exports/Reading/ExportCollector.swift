internal import DirectoryModel
internal import ExportFiles

/// Reads the files of an export into an ``ExportStore``, record by record, in one pass.
///
/// What belongs to what is decided afterwards (``ExportAssembler``), so that the order of files cannot matter.
struct ExportCollector: ~Copyable {
  var store: ExportStore
  let settings: ExportSourceSettings
  /// The provider that the configuration names.
  let provider: ExportProvider?
  var filters: RecordFilters
  var record = FieldRecord()
  var file = FileState(number: 0, name: "")
  var context = RecordContext()
  /// Where the entries begin that the present record takes over.
  var firstConsumed: Int?
  private let progress: @Sendable (Int) -> Void

  init(
    _ settings: ExportSourceSettings,
    filters: RecordFilters,
    progress: @escaping @Sendable (Int) -> Void
  ) throws {
    self.settings = settings
    self.filters = filters
    self.progress = progress
    provider = ExportProvider(rawValue: settings.provider)
    store = try ExportStore()
    context.takesOneLoginGroups = settings.oneloginGroups == "groups"
  }

  /// Reads all files to their ends.
  mutating func read(_ files: [ExportFile], limits: ExportLimits) throws {
    var pieces = try ExportReadAhead(files, paths: filters.table, limits: limits)
    for file in files { try read(file, from: &pieces, limits: limits) }
  }

  private mutating func read(
    _ exportFile: ExportFile,
    from pieces: inout ExportReadAhead,
    limits: ExportLimits
  ) throws {
    file = FileState(number: store.files.count, name: exportFile.name)
    file.firstUnconfirmed = store.entries.count
    context.columns = nil
    store.files.append(exportFile.name)
    let edges = store.edges.count
    var reported = 0
    while try take(&pieces) {
      try Task.checkCancellation()
      guard store.size <= limits.records else { throw tooMany(limits.records) }
      if store.users.count >= reported + 10_000 {
        reported = store.users.count
        progress(reported)
      }
    }
    try endFile()
    store.edgesOfFile.append(store.edges.count - edges)
  }

  private func tooMany(_ limit: Int) -> ExportFailure {
    failure(
      .unreadable,
      "too-large",
      "the export has more than \(limit) users, groups and memberships, up to here"
    )
  }

  /// A record that begins here.
  func beginObject() -> OpenObject {
    OpenObject(firstEntry: store.entries.count, firstEdge: store.edges.count)
  }

  /// Ends the reading.
  consuming func finish() -> ExportStore { store }

  /// Takes the next piece in.
  ///
  /// - Returns: Whether there may be more.
  private mutating func take(_ pieces: inout ExportReadAhead) throws -> Bool {
    switch try pieces.next() {
    case .headers(let headers):
      guard headers.status < 400 else {
        throw ExportFailure.incomplete(
          "error-response",
          file: file.name,
          "it holds an HTTP answer with status \(headers.status)"
        )
      }
      file.headers = headers
    case .table(let columns):
      file.isTable = true
      context.columns = Set(columns.compactMap { ExportField(path: $0) })
    case .beginList(let name): beginList(name)
    case .endList: try endList()
    case .beginObject:
      file.open.append(false)
      file.objects.append(beginObject())
    case .endObject:
      file.open.removeLast()
      let object = file.objects.removeLast()
      pieces.exchange(&record.values)
      record.index()
      try takeRecord(object)
    case .record:
      pieces.exchange(&record.values)
      try takeRecord()
    case .scalar:
      pieces.exchange(&record.values)
      try takeScalar()
    case .end: return false
    }
    return true
  }

  /// Changes the content of the list that the present record stands in.
  @inline(__always)
  mutating func withContent(_ body: (inout ListContent) -> Void) {
    body(&file.lists[file.lists.count - 1].content)
  }

  /// Finds out where the present record stands.
  mutating func look() {
    context.list = file.lists[file.lists.count - 1].nearestField
    context.key = record.values.key
  }

  func failure(_ code: ExportFailure.Code, _ reason: String, _ message: String) -> ExportFailure {
    ExportFailure(code, reason, file: file.name, message)
  }
}
