internal import JSONReader
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// Changes a resource: by PATCH, and where that is not done here, by a PUT of the whole of it as read.
  ///
  /// - Parameters:
  ///   - endpoint: Users or groups.
  ///   - id: Of the resource.
  ///   - operations: The change as a PATCH.
  ///   - edit: The change on the resource as read, for a PUT.
  /// - Returns: The resource as it is now; nil if the service answers without it.
  /// - Throws: ``SCIMError`` of the last form tried.
  func write(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ operations: [PatchOperation],
    _ edit: (SCIMResource) -> JSONValue
  ) async throws(SCIMError) -> SCIMResource? {
    let (patchFails, putFails) = session.withLock { ($0.patchFails, $0.putFails) }
    if !patchFails {
      do throws(SCIMError) {
        return try await client.patch(endpoint, id, operations)
      } catch {
        guard error.isRefusal, !putFails, mayPut(endpoint, id) else { throw error }
        // 405 is about the verb; a 501 to `active` alone, which every service has to know, as well.
        let isAboutPatch =
          error.status == 405 || (error.status == 501 && operations.map(\.path) == ["active"])
        if isAboutPatch, traits.patch == .automatic {
          session.withLock { $0.patchFails = true }
        }
        do throws(SCIMError) {
          return try await put(endpoint, id, edit)
        } catch let second {
          // Of two refusals the one of the verb that is done here tells more.
          let tellsLess = isAboutPatch ? second.kind == .unsupported : second.isRefusal
          throw tellsLess ? error : second
        }
      }
    }
    return try await put(endpoint, id, edit)
  }

  /// A PUT of a group whose members cannot be seen could empty it.
  private func mayPut(_ endpoint: SCIMEndpoint, _ id: String) -> Bool {
    endpoint == .users || session.withLock { $0.knowsMembers(of: id) }
  }

  /// Nothing may be made of a group's members as read where the service may not show them.
  static let hidesMembers = SCIMError.blocked(
    "the service shows no members of groups: writing the whole group could take out whoever is in it"
  )

  /// Reads, changes and writes a whole resource; again if somebody else was faster.
  func put(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ edit: (SCIMResource) -> JSONValue
  ) async throws(SCIMError) -> SCIMResource? {
    guard mayPut(endpoint, id) else { throw Self.hidesMembers }
    let discovery = try await client.discover()
    let schema = endpoint == .users ? discovery.userSchema : discovery.groupSchema
    for attempt in 1...3 {
      let (current, tag) = try await client.taggedResource(endpoint, id)
      var body = SCIMUserBody(traits, discovery)
        .writable(edit(current), traits.heedsSchema ? schema : nil)
      if endpoint == .users, body.attribute("active") == nil {
        body = body.setting("active", to: true)
      }
      do throws(SCIMError) {
        let usesTag =
          traits.client.tags == .yes || (traits.client.tags == .automatic && wantsTags(discovery))
        return try await client.replace(endpoint, id, body, tag: usesTag ? tag : nil)
      } catch {
        if error.kind == .unsupported { session.withLock { $0.putFails = true } }
        let isTagMissing = error.status == 428 && traits.client.tags != .no
        guard error.kind == .changedMeanwhile || isTagMissing, attempt < 3 else { throw error }
      }
    }
    return nil
  }

  private func wantsTags(_ discovery: SCIMDiscovery) -> Bool {
    discovery.config.etag || client.insistsOnTags
  }

  /// Looks at what was written: if that fails, the change may have come to pass all the same.
  func afterWrite<Value>(
    _ look: () async throws(SCIMError) -> Value
  ) async throws(SCIMError) -> Value {
    do throws(SCIMError) {
      return try await look()
    } catch {
      throw error.afterWrite
    }
  }

  /// A resource as it is after a change: as the service answered, or read.
  func seen(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    _ shown: SCIMResource?
  ) async throws(SCIMError) -> SCIMResource {
    if let shown { return shown }
    return try await afterWrite { () throws(SCIMError) in try await client.resource(endpoint, id) }
  }

  /// Looks until a resource is as it should be: up to three times, since some services are slow to show.
  ///
  /// - Parameters:
  ///   - endpoint: Users or groups.
  ///   - id: Of the resource.
  ///   - shown: What the service answered to the change, if it did.
  ///   - isRight: Judges a resource; nil stands for one that is gone.
  /// - Returns: The last that was seen; nil if it is gone.
  /// - Throws: ``SCIMError``
  func look(
    _ endpoint: SCIMEndpoint,
    _ id: String,
    shown: SCIMResource?,
    until isRight: (SCIMResource?) -> Bool
  ) async throws(SCIMError) -> SCIMResource? {
    if let shown, isRight(shown) { return shown }
    var last: SCIMResource?
    for pause in Self.looks {
      if pause > .zero { try await client.pause(pause) }
      do throws(SCIMError) {
        last = try await client.resource(endpoint, id)
      } catch {
        guard error.kind == .notFound else { throw error }
        last = nil
      }
      if isRight(last) { break }
    }
    return last
  }

  private static let looks: [Duration] = [.zero, .seconds(1), .seconds(3)]
}
