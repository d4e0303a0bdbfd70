internal import DirectoryModel
internal import Presentation
internal import SyncPlanner

/// JSON forms that need a hash which the presentation does not know.
enum Encoders {
  static func plan(_ plan: Plan) -> String {
    String(decoding: PlanJSON.encode(plan, sha256: PlanDigest.sha256), as: UTF8.self)
  }

  static func report(_ report: RunReport) -> String {
    String(decoding: ReportJSON.encode(report), as: UTF8.self)
  }
}
