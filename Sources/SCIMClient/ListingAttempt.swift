/// One walk through the pages of a listing: decides what to ask for next, and whether it is whole.
///
/// Counts distinct ids and what the service says the total is; anything that moves on the way spoils it.
struct ListingAttempt {
  /// Where the next page begins.
  enum Position: Equatable {
    case index(Int)
    case cursor(String)
  }

  enum Step: Equatable {
    case more(Position)
    /// The total is reached on the first page: whole if nothing new stands behind it.
    case probe(Position)
    case complete
    /// Not whole; says why, for people.
    case incomplete(String)
  }

  private let limit: Int
  private var seen: Set<String> = []
  private var total: Int?
  private var pages = 0
  private var cursors: Set<String> = []
  private var position: Position

  init(from position: Position, limit: Int) {
    self.position = position
    self.limit = limit
  }

  var count: Int { seen.count }

  /// Takes note of a page.
  ///
  /// Advances by what came, never by what was asked for: services drop records from pages, or repeat the
  /// asked-for number as theirs.
  ///
  /// - Parameters:
  ///   - page: What came.
  ///   - asked: `count` of the request; nil if the page's size was left to the service.
  /// - Returns: What comes next.
  mutating func take(_ page: SCIMListPage, asked: Int?) -> Step {
    pages += 1
    if let total, let now = page.total, now != total {
      return .incomplete("the total moved from \(total) to \(now) on page \(pages)")
    }
    if total == nil { total = page.total }
    if let total, total > limit {
      return .incomplete("it has \(total) records, more than \(limit) ('listing.max')")
    }
    for resource in page.resources where !seen.insert(resource.id).inserted {
      return .incomplete(
        "id \(resource.id.prefix(100)) came twice, again on page \(pages), after \(seen.count) records"
      )
    }
    if seen.count > limit {
      return .incomplete("it has more than \(limit) records ('listing.max')")
    }
    return next(page, asked)
  }

  /// Judges what stands behind a first page that was said to be everything.
  ///
  /// - Parameters:
  ///   - resources: What came from there.
  ///   - asked: `count` of the request for the first page.
  /// - Returns: Whether the first page was everything.
  func end(_ resources: [SCIMResource], asked: Int?) -> Step {
    // A service that does not page gives the same again.
    let isSame = seen.count != asked && resources.allSatisfy { seen.contains($0.id) }
    return resources.isEmpty || isSame
      ? .complete
      : .incomplete(
        "the total is said to be \(seen.count), the size of a page, and there are more records"
      )
  }

  private mutating func next(_ page: SCIMListPage, _ asked: Int?) -> Step {
    switch position {
    case .index(let start):
      let known = total ?? 0
      // More records than the total says are as wrong as fewer.
      if seen.count > known {
        return .incomplete("\(seen.count) records came, the total is \(known)")
      }
      if seen.count == known {
        // Some services give the size of the page for the total, and some give less on a page than they are asked for.
        guard pages == 1, known > 0 else { return .complete }
        return .probe(.index(start + known))
      }
      if page.resources.isEmpty {
        return .incomplete("page \(pages) is empty after \(seen.count) of \(known) records")
      }
      if pages > known + 10 { return .incomplete("it has no end after \(pages) pages") }
      position = .index(start + page.resources.count)
    case .cursor:
      guard let cursor = page.nextCursor else {
        if let total, total != seen.count {
          return .incomplete("\(seen.count) records came, the total is \(total)")
        }
        return .complete
      }
      guard cursors.insert(cursor).inserted else {
        return .incomplete("the cursor of page \(pages) came before: the pages go in a circle")
      }
      if pages > limit + 10 { return .incomplete("it has no end after \(pages) pages") }
      position = .cursor(cursor)
    }
    return .more(position)
  }
}
