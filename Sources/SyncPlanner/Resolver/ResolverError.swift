package import DirectoryModel

/// A source that was read, but from which no roster may be made.
package enum ResolverError: DiagnosableError, Equatable {
  case noUsers(source: String)
  case doubtful(source: String)
  case unproven(source: String)
  case groupNotFound(key: String, entry: String)
  case groupAmbiguous(key: String, entry: String)
  case noGroupsToRead
  case arenaFull

  package var category: FailureCategory { .source }

  /// A fixed word, for programs.
  package var reason: String {
    switch self {
    case .noUsers: "no-users"
    case .doubtful: "doubtful"
    case .unproven: "unproven"
    case .groupNotFound: "group-not-found"
    case .groupAmbiguous: "group-ambiguous"
    case .noGroupsToRead: "no-groups"
    case .arenaFull: "too-large"
    }
  }

  package var summary: String {
    switch self {
    case .noUsers(let source): "source \(source) has no users at all"
    case .doubtful(let source):
      "source \(source) is readable, but something in it shows that entries are missing"
    case .unproven(let source):
      "source \(source) does not prove that it is complete, and 'requireProof' asks for that"
    case .groupNotFound(let key, let entry): "no group of the sources fits '\(entry)' in \(key)"
    case .groupAmbiguous(let key, let entry): "two groups of the sources fit '\(entry)' in \(key)"
    case .noGroupsToRead: "'users.groups' names groups, but no source has any to read"
    case .arenaFull: ArenaFull().summary
    }
  }

  package var hint: String? {
    switch self {
    case .noUsers:
      "An empty directory is never taken at its word. Check the path, base and filter. Nothing was changed."
    case .doubtful:
      "Export again, whole; 'rollcall check' names what is missing. With \"doubtful\": \"additionsOnly\" people can be added meanwhile. Nothing was changed."
    case .unproven:
      "Export with proof (see 'rollcall check'), or take 'requireProof' out. Nothing was changed."
    case .groupNotFound:
      "Was the group renamed or deleted, or is it outside of what is read? Nothing was changed."
    case .groupAmbiguous: "Name the one you mean by its id, as \"id:…\". Nothing was changed."
    case .noGroupsToRead:
      "Export the groups and their members as well, or take 'users.groups' out. Nothing was changed."
    case .arenaFull: ArenaFull().hint
    }
  }
}
