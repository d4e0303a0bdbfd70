/// Pages that tell their own address and that of the next (`contracts/idp-exports.md` 3.3, rule 1).
struct PageLinks {
  private let pages: [Page]
  private let files: [String]

  init(_ pages: [Page], files: [String]) {
    self.pages = pages
    self.files = files
  }

  /// - Throws: ``ExportFailure`` if a page that another names is not there, if nothing names a page that is no first one, or
  ///   if pages name each other in a circle, so that none of them is the last.
  func check() throws(ExportFailure) {
    let present = Set(pages.compactMap(\.selfLink))
    var named: Set<String> = []
    for page in pages {
      guard case .more(let next) = page.end else { continue }
      if let next, present.contains(next) {
        named.insert(next)
        continue
      }
      guard pages.contains(where: { $0.end == .last }) else {
        throw .nextPageMissing(files[page.file])
      }
      throw .incomplete(
        "page-gap",
        file: files[page.file],
        "the page that follows it is missing, and others behind that are there"
      )
    }
    for page in pages {
      guard let link = page.selfLink, Self.isContinued(link), !named.contains(link) else {
        continue
      }
      throw .firstPageMissing(files[page.file])
    }
    try checkEnds()
  }

  /// Goes back from the last pages; what is not met on the way leads to none of them.
  private func checkEnds() throws(ExportFailure) {
    var before: [String: [String]] = [:]
    var waiting: [String] = []
    for page in pages {
      guard let link = page.selfLink else { continue }
      if case .more(let next?) = page.end {
        before[next, default: []].append(link)
      } else {
        waiting.append(link)
      }
    }
    var met = Set(waiting)
    while let link = waiting.popLast() {
      for link in before[link] ?? [] where met.insert(link).inserted { waiting.append(link) }
    }
    let lost = pages.first { page in page.selfLink.map { !met.contains($0) } ?? false }
    if let lost { throw .nextPageMissing(files[lost.file]) }
  }

  /// Whether an address asks for what comes behind a page: Okta's `after`, PingOne's `cursor`.
  static func isContinued(_ link: String) -> Bool {
    guard let query = link.utf8.firstIndex(of: UInt8(ascii: "?")) else { return false }
    return link[query...].dropFirst().split(separator: "&").contains {
      $0.hasPrefix("after=") || $0.hasPrefix("cursor=")
    }
  }
}

extension ExportFailure {
  static func nextPageMissing(_ file: String) -> ExportFailure {
    .incomplete(
      "next-page-missing",
      file: file,
      "it says that another page follows, which is not there",
      hint: "Export all pages: the call has to be repeated until no next page is named."
    )
  }

  static func firstPageMissing(_ file: String) -> ExportFailure {
    .incomplete(
      "page-gap",
      file: file,
      "it continues a page that is not there",
      hint: "Export all pages, from the first one on."
    )
  }
}

extension Page {
  var isFollowed: Bool {
    if case .more = end { return true }
    return false
  }
}
