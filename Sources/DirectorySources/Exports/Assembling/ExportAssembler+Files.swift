internal import DirectoryModel

extension ExportAssembler {
  /// Lowers what a file is worth.
  mutating func note(_ level: Completeness, file: Int) {
    fileLevels[file] = min(fileLevels[file] ?? .proven, level)
  }

  /// What each file was found to be, once everything is judged; `modified` says when each was written.
  func fileReadings(_ modified: [Timestamp]) -> [FileReading] {
    var readings = store.files.indices.map { file in
      FileReading(name: store.files[file], modifiedAt: modified[file])
    }
    for page in userPages {
      readings[page.file].users = (readings[page.file].users ?? 0) + page.content.users
    }
    for page in groupPages {
      readings[page.file].groups = (readings[page.file].groups ?? 0) + page.content.groups
    }
    for (page, _) in memberPages { readings[page.file].add(memberships: page.content.count) }
    for (page, _, _) in containingPages {
      readings[page.file].add(memberships: page.content.containingGroups)
    }
    for file in readings.indices {
      let edges = store.edgesOfFile[file]
      var level = fileLevels[file]
      if edges > 0 {
        readings[file].add(memberships: edges)
        if let memberships = membershipLevel { level = min(level ?? .proven, memberships) }
      }
      readings[file].completeness = level
      if let level, level != .proven { readings[file].missingProof = provider.dialect.proof }
    }
    return readings
  }
}

extension FileReading {
  fileprivate mutating func add(memberships count: Int) { memberships = (memberships ?? 0) + count }
}
