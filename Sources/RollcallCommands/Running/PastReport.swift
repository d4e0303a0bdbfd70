internal import DirectoryModel
internal import JSONReader
internal import RunState
internal import SafeFiles

/// A run's report and plan, read back from its folder.
enum PastReport {
  /// Bytes of a file that is read.
  static let sizeLimit = 1 << 30

  /// - Throws: ``UsageError`` for a run that was killed or is still going on.
  static func read(_ folder: RunFolder) throws -> RunReport {
    let report = try json(bytes(folder), folder.reportPath)
    var plan: Plan?
    if let saved = try? InputFile.contents(
      of: folder.planPath,
      limit: sizeLimit,
      followingLinks: false
    ) {
      plan = Plan(saved: try json(saved, folder.planPath), decisions: report["decisions"])
    }
    return RunReport(saved: report, plan: plan)
  }

  /// `report.json` as it was written.
  static func bytes(_ folder: RunFolder) throws -> [UInt8] {
    do throws(FileError) {
      return try InputFile.contents(of: folder.reportPath, limit: sizeLimit, followingLinks: false)
    } catch {
      let isMissing = error.reason == .notFound
      throw UsageError(
        summary: isMissing
          ? "run '\(folder.name)' has no report: it was killed, or is still going on"
          : error.summary,
        hint: isMissing ? "What it planned and began is in \(folder.path)." : error.hint
      )
    }
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: bytes)
    } catch {
      throw SavedPlanError.damaged(path, "\(error.message) (\(error.place(in: bytes.span)))")
    }
  }
}

extension RunReport {
  fileprivate init(saved report: JSONValue, plan: Plan?) {
    func time(_ key: String) -> Timestamp {
      report[key]?.string.flatMap { Timestamp(iso8601: $0) } ?? Timestamp(seconds: 0)
    }
    self.init(
      command: report["command"]?.string ?? "?",
      startedAt: time("startedAt"),
      endedAt: time("endedAt"),
      exitCode: Int32(clamping: report["exitCode"]?.int ?? 1),
      conclusion: report["conclusion"]?.string ?? "",
      plan: plan,
      outcomes: (report["outcomes"]?.array ?? []).compactMap(ChangeOutcome.init(saved:)),
      approval: report["approval"].map { approval in
        Approval(
          digest: approval["digest"]?.string ?? "",
          who: approval["who"]?.string ?? "?",
          reason: approval["reason"]?.string
        )
      },
      isPartial: report["partial"]?.bool ?? false
    )
    for decision in report["decisions"]?.array ?? [] {
      guard let since = decision["since"]?.string.flatMap({ Timestamp(iso8601: $0) }) else {
        continue
      }
      if let change = decision["change"].map(SavedPlan.SavedChange.init) {
        decisionsSince[change.key] = since
      } else if let advisory = decision["advisory"].flatMap({ Advisory(saved: $0, asks: true) }) {
        decisionsSince[advisory.decisionKey] = since
      }
    }
  }
}

extension ChangeOutcome {
  fileprivate init?(saved outcome: JSONValue) {
    guard let number = outcome["number"]?.int,
      let result = outcome["result"]?.string.flatMap({ Result(rawValue: $0) })
    else { return nil }
    self.init(number, result, message: outcome["message"]?.string)
  }
}
