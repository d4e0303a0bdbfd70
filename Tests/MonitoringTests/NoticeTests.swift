import DirectoryModel
import Monitoring
import Testing

struct NoticeTests {
  private func json(names: Bool) throws -> String {
    let plan = Samples.plan(
      advisories: [
        Samples.owner,
        Advisory("unmanagedMembers", subject: "x@example.com", message: "15"),
      ],
      limits: [LimitVerdict(name: .memberRemovals, value: 9, base: 44, allowed: 4, exceeded: true)]
    )
    let keys = [Samples.heldRestore.key, "protectedDeparture\u{1f}olga@example.com"]
    var sync = Samples.memory(decisions: keys)
    sync.stopped = SyncMemory.Stopped(since: Timestamp(seconds: 0), runs: 2)
    sync.disabledSince = ["u-1": Timestamp(seconds: 60)]
    let report = Samples.report(3, plan: plan)
    let memory = MonitoringMemory().after(Samples.report(3), nil).after(report, sync)
    let notice = Notice([.failure, .decisions], report, memory, sync, names: names)
    return String(decoding: try notice.encoded(), as: UTF8.self)
  }

  @Test func `a notice tells counts and ids`() throws {
    #expect(
      try json(names: false) == """
        {"changes":{"invite":{"pending":1},"restore":{"held":1},"revoke":{"pending":1}},"command":"sync",\
        "decisions":{"count":2,"items":[\
        {"externalId":"u-7","held":"privileged","kind":"restore","memberId":"m-7","since":"2023-11-14T21:13:20Z"},\
        {"kind":"protectedDeparture","since":"2023-11-14T21:13:20Z"}],"since":"2023-11-14T21:13:20Z"},\
        "digest":"\(String(repeating: "7f", count: 32))",\
        "disabledWithAccess":{"count":1,"since":"1970-01-01T00:01:00Z"},\
        "endedAt":"2023-11-14T22:13:23Z","ending":"stopped","exitCode":3,"failuresInARow":2,\
        "limits":[{"allowed":4,"name":"memberRemovals","over":"stop","value":9}],\
        "organization":{"id":"539a36c5","kind":"bitwarden"},"reasons":["failure","decisions"],\
        "startedAt":"2023-11-14T22:13:20Z","stopped":{"runs":2,"since":"1970-01-01T00:00:00Z"},\
        "text":"rollcall sync: exit 3, stopped; 2 failures in a row; 1 held; 2 not begun; \
        waiting for a person: 2; disabled people who still have access: 1","version":1}

        """
    )
  }

  @Test(
    "names are told only if that was asked for",
    arguments: [
      "tom@example.com", "olga@example.com", "cannot bind as cn=eva",
    ]
  )
  func names(name: String) throws {
    #expect(try json(names: true).contains(name))
    #expect(try !json(names: false).contains(name))
  }

  @Test func `a notice lists no more than a hundred decisions`() throws {
    let changes = (0..<300).map { number in
      Change(
        .invite,
        reason: ChangeReason(.inDirectory),
        hold: Hold(.limit, cure: "answer", limit: .invitations),
        member: MemberReference(id: nil, externalID: "u-\(number)", email: "a\(number)@example.com")
      )
    }
    let plan = Samples.plan(changes)
    let sync = Samples.memory(decisions: plan.decisionKeys)
    let report = Samples.report(10, plan: plan)
    let memory = MonitoringMemory().after(report, sync)
    let notice = Notice([.decisions], report, memory, sync, names: false)
    let text = String(decoding: try notice.encoded(), as: UTF8.self)
    #expect(text.contains("\"decisions\":{\"count\":300,"))
    #expect(
      text.split(separator: "\"kind\":\"invite\"", omittingEmptySubsequences: false).count == 101
    )
  }

  @Test(
    "an ending has words of its own for each exit code",
    arguments: [
      (0, "done"), (4, "applied in part"), (10, "done, decisions wait for a person"),
      (78, "configuration"), (143, "interrupted"), (99, "exit 99"),
    ] as [(Int32, String)]
  )
  func endings(code: Int32, ending: String) throws {
    let report = Samples.report(code)
    let notice = Notice([.failure], report, MonitoringMemory(), nil, names: false)
    let text = String(decoding: try notice.encoded(), as: UTF8.self)
    #expect(text.contains("\"ending\":\"\(ending)\""))
  }
}
