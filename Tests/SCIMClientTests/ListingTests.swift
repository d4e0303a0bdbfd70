import SCIMClient
import TestSupport
import Testing

/// A listing is whole, or it is an error (the SCIM contract, section 4).
@Suite struct ListingTests {
  @Test func `pages are read by what came, whatever the service says it gave`() async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=2": [page(3, ["a"], more: #""itemsPerPage":2,"#)],
      "GET /Users?startIndex=2&count=2": [page(3, ["b", "c"])],
    ])
    #expect(try await service.users() == ["a", "b", "c"])
  }

  @Test func `an organization without users is whole`() async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=2": [.text(#"{"totalResults":0}"#)]
    ])
    #expect(try await service.users() == [])
  }

  struct Spoiled {
    let name: String
    let second: ScriptedTransport.Answer
    let message: String
  }

  @Test(
    "what is wrong with a second page spoils the listing",
    arguments: [
      Spoiled(name: "a total that moves", second: page(4, ["c"]), message: "moved from 3 to 4"),
      Spoiled(name: "somebody twice", second: page(3, ["b"]), message: "id b came twice"),
      Spoiled(name: "an end before the end", second: page(3, []), message: "is empty after 2 of 3"),
      Spoiled(
        name: "more than there are",
        second: page(3, ["c", "d"]),
        message: "4 records came, the total is 3"
      ),
      Spoiled(name: "no total", second: page(nil, ["c"]), message: "has no totalResults"),
      Spoiled(
        name: "a record without id",
        second: .text(#"{"totalResults":3,"Resources":[{"userName":"c"}]}"#),
        message: "record 1 of a page has no id"
      ),
    ]
  )
  func listing(_ spoiled: Spoiled) async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=2": [page(3, ["a", "b"])],
      "GET /Users?startIndex=3&count=2": [spoiled.second],
    ])
    let error = await #expect(throws: SCIMError.self) { try await service.users() }
    #expect(error?.kind == .incomplete)
    #expect(error?.summary.contains(spoiled.message) == true, "\(error?.summary ?? "")")
  }

  @Test func `a listing that changes is begun anew, with pauses, and then given up`() async throws {
    let service = try ScriptedService(
      [
        "GET /Users?startIndex=1&count=2": [page(3, ["a", "b"])],
        "GET /Users?startIndex=3&count=2": [page(3, ["b"])],
      ]
    ) { $0.listingAttempts = 3 }
    let error = await #expect(throws: SCIMError.self) { try await service.users() }
    #expect(error?.kind == .incomplete)
    #expect(await service.pages().count == 6)
    #expect(service.clock.sleeps == [.seconds(2), .seconds(10)])
  }

  @Test func `a listing that has settled the second time is taken`() async throws {
    let service = try ScriptedService(
      [
        "GET /Users?startIndex=1&count=2": [page(3, ["a", "b"])],
        "GET /Users?startIndex=3&count=2": [page(3, ["b"]), page(3, ["c"])],
      ]
    ) { $0.listingAttempts = 3 }
    #expect(try await service.users() == ["a", "b", "c"])
  }

  @Test func `a service that gives the first page for ever is found out`() async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=2": [page(100, ["a", "b"])],
      "GET /Users?startIndex=3&count=2": [page(100, ["a", "b"])],
    ])
    await #expect(throws: SCIMError.self) { try await service.users() }
    #expect(await service.pages().count == 2)
  }

  @Test(
    "a total that is the size of the first page is believed when the next one is empty",
    arguments: [
      (page(2, []), true), (page(0, []), true), (page(1, ["c"]), false), (page(2, ["c"]), false),
      (page(2, ["a"]), false),
    ]
  )
  func pageForTotal(second: ScriptedTransport.Answer, isWhole: Bool) async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=2": [page(2, ["a", "b"])],
      "GET /Users?startIndex=3&count=2": [second],
    ])
    if isWhole {
      #expect(try await service.users() == ["a", "b"])
    } else {
      let error = await #expect(throws: SCIMError.self) { try await service.users() }
      #expect(error?.kind == .incomplete)
      #expect(error?.summary.contains("and there are more records") == true)
    }
  }

  @Test(
    "a first page that is said to be everything is believed when nothing new stands behind it",
    arguments: [
      (page(2, []), true), (.empty(400), true), (.empty(404), true), (page(2, ["a", "b"]), true),
      (.empty(416), true), (.empty(501), true), (.empty(500), true),
      (page(2, ["c", "d"]), false), (page(2, ["a", "c"]), false), (.empty(503), false),
    ] as [(ScriptedTransport.Answer, Bool)]
  )
  func smallerPages(second: ScriptedTransport.Answer, isWhole: Bool) async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=40": [page(2, ["a", "b"])],
      "GET /Users?startIndex=3&count=40": [second],
    ]) { $0.pageSize = 40 }
    if isWhole {
      #expect(try await service.users() == ["a", "b"])
    } else {
      await #expect(throws: SCIMError.self) { try await service.users() }
    }
  }

  @Test func `without paging there is nothing behind the first page`() async throws {
    let service = try ScriptedService(["GET /Users": [page(2, ["a", "b"])]]) { $0.paging = .none }
    #expect(try await service.users() == ["a", "b"])
  }

  @Test func `a listing larger than allowed is not read to its end`() async throws {
    let service = try ScriptedService(
      ["GET /Users?startIndex=1&count=2": [page(2_000_000, ["a", "b"])]]
    ) { $0.listingLimit = 1000 }
    let error = await #expect(throws: SCIMError.self) { try await service.users() }
    #expect(error?.summary.contains("more than 1000") == true)
    #expect(await service.pages().count == 1)
  }

  @Test func `a size of pages that is refused is halved, then left out`() async throws {
    let service = try ScriptedService([
      "GET /Users?startIndex=1&count=40": [.text(#"{"detail":"count"}"#, status: 400)],
      "GET /Users?startIndex=1&count=20": [.text("", status: 500)],
      "GET /Users?startIndex=1&count=10": [.text("", status: 400)],
      "GET /Users?startIndex=1": [page(2, ["a"])],
      "GET /Users?startIndex=2": [page(2, ["b"])],
    ]) { $0.pageSize = 40 }
    #expect(try await service.users() == ["a", "b"])
    #expect(
      await service.pages() == [
        "/Users?startIndex=1&count=40", "/Users?startIndex=1&count=20",
        "/Users?startIndex=1&count=10", "/Users?startIndex=1", "/Users?startIndex=2",
      ]
    )
  }

  @Test func `what a service refuses of a listing is left out from then on`() async throws {
    let end = "startIndex=1&count=2"
    let service = try ScriptedService([
      "GET /ServiceProviderConfig": [
        .text(#"{"patch":{"supported":true},"sort":{"supported":true}}"#)
      ],
      "GET /Groups?excludedAttributes=members&sortBy=displayName&\(end)": [.empty(400)],
      "GET /Groups?sortBy=displayName&\(end)": [.empty(501)],
      "GET /Groups?\(end)": [page(1, ["g"])], "GET /Users?\(end)": [page(1, ["u"])],
      "GET /Groups?startIndex=2&count=2": [page(1, [])],
      "GET /Users?startIndex=2&count=2": [page(1, [])],
    ])
    var listing = SCIMClient.Listing(.groups)
    listing.leavesMembersOut = true
    for _ in 0..<2 { #expect(try await service.client.list(listing) { $0.id } == ["g"]) }
    #expect(try await service.users() == ["u"])
    #expect(await service.transport.calls.count { $0.contains("excludedAttributes") } == 1)
    #expect(await service.transport.calls.count { $0.contains("sortBy") } == 2)
  }

  @Test("lists come in order where that is announced, or configured", arguments: ["yes", "no"])
  func sort(word: String) async throws {
    let order = word == "yes" ? "sortBy=userName&" : ""
    let service = try ScriptedService([
      "GET /ServiceProviderConfig": [
        .text(#"{"patch":{"supported":true},"sort":{"supported":\#(word == "no")}}"#)
      ],
      "GET /Users?\(order)startIndex=1&count=2": [page(1, ["u"])],
      "GET /Users?\(order)startIndex=2&count=2": [page(1, [])],
    ]) { _ = $0.set("sort", to: word) }
    #expect(try await service.users() == ["u"])
  }

  // MARK: - Cursors (RFC 9865)

  @Test func `cursors are followed to the page without one, over empty pages`() async throws {
    let service = try ScriptedService([
      "GET /Users?cursor=&count=2": [page(nil, ["a", "b"], more: #""nextCursor":"x+1","#)],
      "GET /Users?cursor=x%2B1&count=2": [page(nil, [], more: #""nextCursor":"y","#)],
      "GET /Users?cursor=y&count=2": [page(nil, ["c"])],
    ]) { $0.paging = .cursor }
    #expect(try await service.users() == ["a", "b", "c"])
  }

  @Test func `a cursor that has expired makes the listing begin anew`() async throws {
    let service = try ScriptedService([
      "GET /Users?cursor=&count=2": [page(nil, ["a"], more: #""nextCursor":"x","#)],
      "GET /Users?cursor=x&count=2": [
        .text(#"{"scimType":"expiredCursor","detail":"too late"}"#, status: 400),
        page(nil, ["b"]),
      ],
    ]) {
      $0.paging = .cursor
      $0.listingAttempts = 2
    }
    #expect(try await service.users() == ["a", "b"])
  }

  @Test func `cursors that go in a circle are found out`() async throws {
    let service = try ScriptedService([
      "GET /Users?cursor=&count=2": [page(nil, ["a"], more: #""nextCursor":"x","#)],
      "GET /Users?cursor=x&count=2": [page(nil, [], more: #""nextCursor":"y","#)],
      "GET /Users?cursor=y&count=2": [page(nil, [], more: #""nextCursor":"x","#)],
    ]) { $0.paging = .cursor }
    let error = await #expect(throws: SCIMError.self) { try await service.users() }
    #expect(error?.kind == .incomplete)
    #expect(error?.summary.contains("in a circle") == true)
    #expect(await service.pages().count == 3)
  }

  @Test func `a last page that leaves the total unreached is not the end`() async throws {
    let service = try ScriptedService([
      "GET /Users?cursor=&count=2": [page(5, ["a", "b"])]
    ]) { $0.paging = .cursor }
    let error = await #expect(throws: SCIMError.self) { try await service.users() }
    #expect(error?.summary.contains("2 records came, the total is 5") == true)
  }
}
