internal import DirectoryModel

extension ExportAssembler {
  /// Makes rows of the groups: those of a list of groups, else those that users name.
  mutating func listGroups() throws {
    groupRows = [UInt32](repeating: Self.noRow, count: store.atoms.count)
    if !groupPages.isEmpty {
      groupLevel = try judge(groupPages)
      var listed: [UInt32] = []
      for page in groupPages {
        for range in page.content.entries {
          for index in range where store.entries[index].kind == .group {
            listed.append(store.entries[index].subject)
            store.groups[Int(store.entries[index].subject)].isListed = true
          }
        }
      }
      for group in listed { addGroupRow(of: store.groups[Int(group)].atom) }
    } else if !store.groups.isEmpty, store.hasUsersNamingGroups || !containingPages.isEmpty {
      groupLevel = userLevel
      for group in store.groups.indices { addGroupRow(of: store.groups[group].atom) }
    } else {
      try checkNoMemberships()
    }
    warnAboutGroupNames()
  }

  /// The last version of an id counts, of those in a list of groups if there is one.
  private mutating func addGroupRow(of atom: UInt32) {
    if groupRows[Int(atom)] != Self.noRow {
      if !groupPages.isEmpty { warnings.add(.duplicateRecord, store.string(atom)) }
      return
    }
    var number = store.groupOfAtom[Int(atom)]
    while !groupPages.isEmpty, !store.groups[Int(number)].isListed {
      number = store.groups[Int(number)].next
    }
    let version = store.groups[Int(number)]
    groupRows[Int(atom)] = UInt32(
      store.snapshot.addGroup(
        id: store.atoms[atom],
        name: version.name,
        leftOut: version.isBuiltIn && !settings.extras.contains("builtInGroups")
      )
    )
    groupVersions.append(number)
  }

  /// Members of groups that are not exported cannot be told whose they are.
  private func checkNoMemberships() throws(ExportFailure) {
    if let page = memberPages.first?.page { throw unattributed(page) }
    let first = store.covers.values.map(\.file).min() ?? store.pairsFile
    guard let first, store.covers.values.contains(where: { !$0.isEmbedded }) || store.hasPairs
    else { return }
    throw .incomplete(
      "unattributed-members",
      file: store.files[first],
      "it lists members of groups, and there is no list of groups"
    )
  }

  private mutating func warnAboutGroupNames() {
    var names: Set<String> = []
    for number in groupVersions {
      let name = String(decoding: store.bytes(store.groups[Int(number)].name), as: UTF8.self)
      if !name.isEmpty, !names.insert(name).inserted { warnings.add(.duplicateGroupName, name) }
    }
  }
}
