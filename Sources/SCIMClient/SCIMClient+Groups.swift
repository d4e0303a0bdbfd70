extension SCIMClient {
  /// The members of many groups, read group by group, some at a time.
  ///
  /// - Parameters:
  ///   - ids: The groups.
  ///   - concurrency: How many are read at once.
  ///   - progress: Called with the number of groups so far.
  /// - Returns: What each group shows, in the order of `ids`; a group that alone cannot be read does not stop the others.
  /// - Throws: ``SCIMError`` if the service cannot be reached, or refuses the token.
  package func members(
    ofGroups ids: [String],
    concurrency: Int,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws(SCIMError) -> [GroupMembers] {
    var members = [GroupMembers](repeating: .none, count: ids.count)
    var failure: SCIMError?
    await withTaskGroup(of: (Int, Result<GroupMembers, SCIMError>).self) { group in
      var pending = ids.indices.makeIterator()
      var done = 0
      func startNext() {
        guard failure == nil, let index = pending.next() else { return }
        group.addTask { (index, await self.members(ofGroup: ids[index])) }
      }
      for _ in 0..<max(1, concurrency) { startNext() }
      for await (index, result) in group {
        switch result {
        case .success(let shown): members[index] = shown
        case .failure(let error): failure = failure ?? error
        }
        done += 1
        progress(done)
        startNext()
      }
    }
    if let failure { throw failure }
    return members
  }

  private func members(ofGroup id: String) async -> Result<GroupMembers, SCIMError> {
    do throws(SCIMError) {
      return .success(GroupMembers(try await resource(.groups, id)))
    } catch {
      switch error.kind {
      case .notFound: return .success(.unreadable("it is listed and cannot be read (404)"))
      case .forbidden, .refused, .unsupported, .tooLarge, .notSCIM:
        return .success(.unreadable("its members cannot be read: \(error.summary)"))
      case .transport, .unauthorized, .conflict, .changedMeanwhile, .unavailable, .serverError,
        .redirected, .incomplete, .ignored, .blocked:
        return .failure(error)
      }
    }
  }
}
