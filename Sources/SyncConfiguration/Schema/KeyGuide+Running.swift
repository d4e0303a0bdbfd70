extension KeyGuide {
  /// Keys of `run`, and who else is told.
  static let running: [String: KeyGuide] = [
    "run.concurrency": KeyGuide("Calls to the organization under way at once.", example: "8"),
    "run.deadline": KeyGuide(
      "After this nothing new starts, and the run ends (8); null: never.",
      example: "\"2h\""
    ),
    "run.state": KeyGuide(
      "The folder of the state; null: the usual place (see FILES).",
      example: "\"/srv/rollcall/state\""
    ),
    "run.keepRuns": KeyGuide(
      "How long plans, journals and reports of runs are kept; all together at most 1 GiB. Null: as long as "
        + "that holds.",
      example: "\"30d\""
    ),
    "metricsFile": KeyGuide(
      "A file of figures in Prometheus' text format, replaced after each run.",
      example: "\"/var/lib/node_exporter/rollcall.prom\""
    ),
    "ping.start": KeyGuide(
      "An address called when a run begins.",
      example: "\"https://hc.example.com/ping/rollcall/start\""
    ),
    "ping.success": KeyGuide(
      "An address called when a run ended with 0 or 10.",
      example: "\"https://hc.example.com/ping/rollcall\""
    ),
    "ping.failure": KeyGuide(
      "An address called when a run ended otherwise.",
      example: "\"https://hc.example.com/ping/rollcall/fail\""
    ),
    "notify.webhook": KeyGuide(
      "An address that is sent a summary in JSON: of a failed run (5, 6, 7, 8: of the second in a row), and of "
        + "what waits for a person when that changes, and weekly.",
      example: "\"https://chat.example.com/hooks/rollcall\""
    ),
    "notify.command": KeyGuide(
      "A program by its path from the root, and its arguments, run likewise with the summary on its standard input.",
      example: "[\"/usr/local/bin/tell-operators\"]"
    ),
    "notify.names": KeyGuide("Whether names and addresses are told, or counts and ids alone."),
  ]
}
