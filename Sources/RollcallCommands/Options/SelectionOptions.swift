internal import ArgumentParser

/// What `plan` and `sync` share: which plan is made.
struct SelectionOptions: ParsableArguments {
  @Flag(
    name: .long,
    help:
      "Replace external ids that no source knows, matching by address or name; each waits for a person."
  )
  var relink = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only the changes of this member (address or id) or group (name or id), and what they depend on. May be given again and again.",
      valueName: "who"
    )
  )
  var only: [String] = []
}
