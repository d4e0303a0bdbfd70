internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader
internal import Synchronization

extension SCIMClient {
  /// What a listing asks for.
  package struct Listing: Equatable, Sendable {
    package let endpoint: SCIMEndpoint
    /// Judged by the service; nil: everything.
    package var filter: String?
    /// Groups without their members, where the service can.
    package var leavesMembersOut = false

    package init(_ endpoint: SCIMEndpoint) {
      self.endpoint = endpoint
    }
  }

  /// Everything that a listing has, or nothing: begun anew when it changes under the reader.
  ///
  /// - Parameters:
  ///   - listing: What to ask for.
  ///   - progress: Called with the number of records so far.
  ///   - make: What to keep of each resource.
  /// - Returns: What was kept, in the service's order.
  /// - Throws: ``SCIMError``, of kind `incomplete` if it never was whole.
  package func list<Item>(
    _ listing: Listing,
    progress: (Int) -> Void = { _ in },
    _ make: (SCIMResource) -> Item
  ) async throws(SCIMError) -> [Item] {
    _ = try await discover()
    var last: SCIMError?
    for attempt in 0..<max(1, options.listingAttempts) {
      if attempt > 0 { try await pause(Self.pauses[min(attempt, Self.pauses.count) - 1]) }
      do throws(SCIMError) {
        return try await listOnce(listing, progress, make)
      } catch {
        guard case .incomplete = error.kind else { throw error }
        last = error
      }
    }
    throw last ?? incomplete(listing, "nothing was asked")
  }

  /// Between attempts, so that whoever changes the service has done.
  private static let pauses: [Duration] = [.seconds(2), .seconds(10)]

  private func listOnce<Item>(
    _ listing: Listing,
    _ progress: (Int) -> Void,
    _ make: (SCIMResource) -> Item
  ) async throws(SCIMError) -> [Item] {
    var position: ListingAttempt.Position = usesCursor ? .cursor("") : .index(1)
    var attempt = ListingAttempt(from: position, limit: options.listingLimit)
    var items: [Item] = []
    while true {
      let (page, asked) = try await page(listing, position)
      var step = attempt.take(page, asked: asked)
      if case .probe(let end) = step {
        step = attempt.end(try await resources(of: listing, behind: end), asked: asked)
      }
      switch step {
      case .incomplete(let reason): throw incomplete(listing, reason)
      case .complete, .probe:
        items += page.resources.map(make)
        progress(items.count)
        return items
      case .more(let next):
        items += page.resources.map(make)
        progress(items.count)
        position = next
      }
    }
  }

  /// What a service gives behind the end that it named; some refuse to be asked for that.
  private func resources(
    of listing: Listing,
    behind end: ListingAttempt.Position
  ) async throws(SCIMError) -> [SCIMResource] {
    // Without paging there is no other place to ask for.
    if options.paging == .none { return [] }
    do throws(SCIMError) {
      return try await ask(listing, end, lessons.withLock(\.pageSteps)).resources
    } catch {
      guard error.isRefusal || error.kind == .notFound || error.status == 500 else { throw error }
      return []
    }
  }

  private var usesCursor: Bool {
    switch options.paging {
    case .index, .none: false
    case .cursor: true
    case .automatic:
      lessons.withLock { !$0.cursorFails && ($0.discovery?.config.prefersCursor ?? false) }
    }
  }

  /// One page; takes what a service refuses out of the request, one thing after the other.
  private func page(
    _ listing: Listing,
    _ position: ListingAttempt.Position
  ) async throws(SCIMError) -> (SCIMListPage, asked: Int?) {
    while true {
      let steps = lessons.withLock(\.pageSteps)
      do throws(SCIMError) {
        return (try await ask(listing, position, steps), asked: count(steps))
      } catch {
        if case .cursor(let cursor) = position {
          if error.kind == .refused("invalidCursor") || error.kind == .refused("expiredCursor") {
            throw incomplete(listing, "the cursor has expired")
          }
          if error.kind == .unsupported, cursor.isEmpty, options.paging == .automatic {
            lessons.withLock { $0.cursorFails = true }
            throw incomplete(listing, "the service announces cursors and does not know them")
          }
        }
        guard adapt(to: error, listing, steps) else { throw error }
      }
    }
  }

  /// - Returns: Whether something is left to try after a failure.
  private func adapt(
    to error: SCIMError,
    _ listing: Listing,
    _ steps: Int
  ) -> Bool {
    let isOddity: Bool =
      switch error.kind {
      case .refused, .unsupported, .serverError, .notFound: true
      default: false
      }
    guard isOddity else { return false }
    return lessons.withLock { lessons in
      if listing.leavesMembersOut, !lessons.refusesProjection {
        lessons.refusesProjection = true
        return true
      }
      if sorts(lessons) {
        lessons.refusesSorting = true
        return true
      }
      // A missing collection or a filter that is refused has nothing to do with the page's size.
      guard error.status == 400 || error.status == 500, listing.filter == nil,
        PageLadder(wanted: pageSize(lessons), steps: steps + 1) != nil
      else { return false }
      lessons.pageSteps = max(lessons.pageSteps, steps + 1)
      return true
    }
  }

  private func sorts(_ lessons: borrowing ClientLessons) -> Bool {
    switch options.sort {
    case .no: false
    case .yes: !lessons.refusesSorting
    case .automatic: !lessons.refusesSorting && lessons.discovery?.config.sort == true
    }
  }

  /// `count` of a request; nil where none is sent.
  private func count(_ steps: Int) -> Int? {
    guard options.paging != .none else { return nil }
    return lessons.withLock { PageLadder(wanted: pageSize($0), steps: steps)?.count }
  }

  private func pageSize(_ lessons: borrowing ClientLessons) -> Int {
    lessons.discovery?.config.pageSize(options.pageSize) ?? options.pageSize
  }

  private func ask(
    _ listing: Listing,
    _ position: ListingAttempt.Position,
    _ steps: Int
  ) async throws(SCIMError) -> SCIMListPage {
    let query = query(listing, position, steps)
    let (reply, request) = try await send(.get, path(listing.endpoint) + query.text)
    let body = try json(reply, request)
    let needsTotal = if case .index = position { true } else { false }
    do throws(SCIMListPage.Flaw) {
      return try SCIMListPage(body, needsTotal: needsTotal)
    } catch {
      switch error {
      case .notAListing:
        throw SCIMError(
          .notSCIM,
          request: request,
          status: reply.status,
          detail: "it is no list response"
        )
      case .noTotal: throw incomplete(listing, "the page has no totalResults")
      case .resourceWithoutID(let position):
        throw incomplete(listing, "record \(position + 1) of a page has no id")
      }
    }
  }

  private func query(
    _ listing: Listing,
    _ position: ListingAttempt.Position,
    _ steps: Int
  ) -> SCIMQuery {
    lessons.withLock { lessons in
      var query = SCIMQuery()
      if let filter = listing.filter { query.add("filter", filter) }
      if listing.leavesMembersOut, !lessons.refusesProjection {
        query.add("excludedAttributes", "members")
      }
      if sorts(lessons) {
        query.add("sortBy", listing.endpoint == .users ? "userName" : "displayName")
      }
      guard options.paging != .none,
        let ladder = PageLadder(wanted: pageSize(lessons), steps: steps)
      else { return query }
      switch position {
      case .index(let start):
        if ladder.hasStart || start > 1 { query.add("startIndex", "\(start)") }
      case .cursor(let cursor): query.add("cursor", cursor)
      }
      if let count = ladder.count { query.add("count", "\(count)") }
      return query
    }
  }

  private func incomplete(_ listing: Listing, _ reason: String) -> SCIMError {
    let request = address.request(.get, path(listing.endpoint)).label
    return SCIMError(.incomplete, request: request, detail: reason)
  }

  /// Waits, by the client's clock.
  package func pause(_ duration: Duration) async throws(SCIMError) {
    do {
      try await clock.sleep(duration)
    } catch {
      let error = HTTPTransportError(.cancelled, place: "\(address)")
      throw SCIMError(.transport(error), request: error.place)
    }
  }
}
