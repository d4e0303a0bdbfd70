internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

extension BitwardenTarget {
  /// What was created, and whether the server said so itself.
  struct Created {
    let id: GUID
    let isAnswered: Bool
  }

  /// Creates something once: a POST whose answer was lost is looked up before it is sent a second time.
  ///
  /// Neither invitations nor groups are unique to every server, so a blind repetition would make a second one
  /// (the contract's section 12).
  func create(
    _ path: String,
    _ body: JSONValue,
    find: () async throws(BitwardenFailure) -> GUID?
  ) async throws(BitwardenFailure) -> Created {
    do throws(BitwardenFailure) {
      return Created(id: try await postForID(path, body), isAnswered: true)
    } catch {
      guard error.mayHaveBeenDone else { throw error }
    }
    if let id = try await findLater(find) { return Created(id: id, isAnswered: false) }
    do throws(BitwardenFailure) {
      return Created(id: try await postForID(path, body), isAnswered: true)
    } catch {
      if let id = try await findLater(find) { return Created(id: id, isAnswered: false) }
      throw error
    }
  }

  /// A server can still be at work when the answer is lost already.
  static var patience: Duration { .seconds(3) }

  private func findLater(
    _ find: () async throws(BitwardenFailure) -> GUID?
  ) async throws(BitwardenFailure) -> GUID? {
    do {
      try await clock.sleep(Self.patience)
    } catch {
      throw .transport(HTTPTransportError(.cancelled, place: place))
    }
    do throws(BitwardenFailure) {
      return try await find()
    } catch {
      throw error.afterSending
    }
  }

  private func postForID(_ path: String, _ body: JSONValue) async throws(BitwardenFailure) -> GUID {
    let answer = try BitwardenConnection.json(try await connection.call(.post, path, body: body))
    guard let id = answer["id"]?.string.flatMap({ GUID($0) }) else {
      throw .unreadable("what was created has no id")
    }
    return id
  }
}
