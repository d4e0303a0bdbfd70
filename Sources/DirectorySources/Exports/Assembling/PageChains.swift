internal import DirectoryModel

/// Judges whether the pages of one list are all there (`contracts/idp-exports.md` 3.3).
struct PageChains {
  /// The pages of one list.
  let pages: [Page]
  let files: [String]
  let pageSizes: Set<Int>

  struct Verdict {
    var level = Completeness.proven
    /// By file: the least of the chains that it has pages of.
    var levels: [Int: Completeness] = [:]
    /// Files whose last list has exactly the size of a page.
    var fullPages: [String] = []
  }

  /// - Parameter distinctCount: How many different ids are on pages.
  /// - Returns: How far the list may be believed.
  /// - Throws: ``ExportFailure`` if something is certainly missing.
  func judge(distinctCount: ([Page]) -> Int) throws(ExportFailure) -> Verdict {
    var verdict = Verdict()
    let linked = pages.filter { $0.selfLink != nil }
    if !linked.isEmpty {
      try PageLinks(linked, files: files).check()
      let isEnded = linked.contains { $0.end == .last }
      try note(linked, isEnded: isEnded, &verdict, distinctCount)
    }
    var chains: [[Page]] = []
    var numbers: [String: Int] = [:]
    for page in pages where page.selfLink == nil {
      let name = FileNames.chain(files[page.file])
      if let number = numbers[name] {
        chains[number].append(page)
      } else {
        numbers[name] = chains.count
        chains.append([page])
      }
    }
    for chain in chains {
      let pages = chain.enumerated().sorted { left, right in
        let (a, b) = (files[left.element.file], files[right.element.file])
        return a == b ? left.offset < right.offset : FileNames.precedes(a, b)
      }.map(\.element)
      try judge(pages, &verdict, distinctCount)
    }
    return verdict
  }

  private func judge(
    _ pages: [Page],
    _ verdict: inout Verdict,
    _ distinctCount: ([Page]) -> Int
  ) throws(ExportFailure) {
    guard let last = pages.last else { return }
    if last.isFollowed { throw .nextPageMissing(files[last.file]) }
    var isBetweenLists = true
    for page in pages {
      if isBetweenLists, page.isContinued { throw .firstPageMissing(files[page.file]) }
      isBetweenLists = page.end == .last
    }
    let hasEnd = pages.contains { $0.end == .last }
    let isOpen = pages.contains { $0.end == .unknown }
    try note(pages, isEnded: hasEnd && !isOpen, &verdict, distinctCount)
  }

  private func note(
    _ pages: [Page],
    isEnded: Bool,
    _ verdict: inout Verdict,
    _ distinctCount: ([Page]) -> Int
  ) throws(ExportFailure) {
    let level = try level(of: pages, isEnded: isEnded, distinctCount)
    verdict.level = min(verdict.level, level)
    for page in pages {
      verdict.levels[page.file] = min(verdict.levels[page.file] ?? .proven, level)
    }
    if level == .doubtful, let last = pages.last { verdict.fullPages.append(files[last.file]) }
  }

  /// Compares totals, and lowers the level where nothing proves the end.
  private func level(
    of pages: [Page],
    isEnded: Bool,
    _ distinctCount: ([Page]) -> Int
  ) throws(ExportFailure) -> Completeness {
    if let total = pages.compactMap(\.total).max() {
      // Who is on two pages was moved by somebody who came or went between them, and hides another.
      let count = distinctCount(pages)
      guard count == total else {
        throw .incomplete(
          "count-mismatch",
          file: pages.first.map { files[$0.file] },
          "the list has \(total) entries, and \(count) without repeats are there"
        )
      }
      return .proven
    }
    if isEnded { return .proven }
    guard let last = pages.last, last.isBareArray, last.end == .unknown,
      pageSizes.contains(last.content.count)
    else { return .unproven }
    return .doubtful
  }
}
