/// One line of a plan as people read it; texts are as read, every medium escapes them its own way.
struct PlanLine: Equatable {
  let sign: Sign
  /// Empty for a person below a group.
  let action: String
  let who: String
  var why = ""
  /// A person's name, beside the address.
  var name: String?
  /// Groups that an invited person gets.
  var groups: [String] = []
  /// Groups that were folded away.
  var moreGroups = 0
  /// The last plan did not have it.
  var isNew = false
  /// People below their group, or what depends on a held change.
  var children: [PlanLine] = []

  /// What stands behind the first three columns, joined.
  func remarks(nameWidth: Int = 0) -> String {
    var parts: [String] = []
    if let name, !name.isEmpty {
      parts.append(groups.isEmpty ? name : DisplayWidth.padded(name, to: nameWidth))
    }
    if !groups.isEmpty { parts.append("→ \(groupList)") }
    if !why.isEmpty { parts.append(why) }
    return parts.joined(separator: "  ")
  }

  var groupList: String {
    (groups + (moreGroups > 0 ? ["+\(moreGroups)"] : [])).joined(separator: ", ")
  }
}

/// Lines of one kind, folded or whole.
enum PlanBlock: Equatable {
  /// Lines, and how many changes more there are.
  case lines([PlanLine], hidden: Int)
  /// New groups on one line, and how many more there are.
  case newGroups([NewGroup], hidden: Int)

  struct NewGroup: Equatable {
    let name: String
    let members: Int
  }
}

/// Held changes that one deed settles for good.
struct HeldBlock: Equatable {
  var lines: [PlanLine]
  let cure: String
}

/// Advisories that say the same about one or several subjects.
struct PlanNote: Equatable {
  /// The first of them where it folds.
  let subjects: [String]
  let moreSubjects: Int
  let message: String
  let needsDecision: Bool

  var text: String {
    guard let first = subjects.first, !first.isEmpty else { return message }
    if subjects.count == 1, moreSubjects == 0, message.contains(first) { return message }
    let names = subjects + (moreSubjects > 0 ? ["+\(moreSubjects)"] : [])
    return "\(names.joined(separator: ", ")): \(message)"
  }
}
