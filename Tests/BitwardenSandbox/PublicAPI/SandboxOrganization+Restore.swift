extension SandboxOrganization {
  /// POST restore (contract 6.10), in the server's order of checks: on cloud a seat is bought before the policies are asked.
  mutating func restore(_ id: String, _ settings: SandboxSettings) throws(SandboxRefusal) {
    guard let member = members[id] else { throw .unknownID }
    guard member.status == SandboxMember.Status.revoked else {
      throw .badRequest("Already active.")
    }
    let prior = member.priorStatus ?? SandboxMember.Status.invited
    if prior != SandboxMember.Status.staged {
      try takeSeats(1, settings, selfHosted: "Cannot autoscale on self-hosted instance.")
    }
    try refuseByPolicy(member, prior)
    updateMember(id) { member in
      member.status = prior
      member.priorStatus = nil
    }
  }

  private func refuseByPolicy(_ member: SandboxMember, _ prior: Int) throws(SandboxRefusal) {
    guard prior == SandboxMember.Status.accepted || prior == SandboxMember.Status.confirmed,
      member.type == SandboxMember.Role.user || member.type == SandboxMember.Role.custom
    else { return }
    let breaksSingle = policies[3] == true && member.isElsewhere
    let lacksTwoFactor = policies[0] == true && !member.hasTwoFactor
    let email = member.email
    if breaksSingle, lacksTwoFactor {
      throw .badRequest(
        "\(email) is not compliant with the single organization membership and two-step login policy."
      )
    }
    if breaksSingle {
      throw .badRequest(
        "\(email) cannot be restored until they leave all other organization vaults."
      )
    }
    if lacksTwoFactor {
      throw .badRequest("\(email) is not compliant with the two-step login policy.")
    }
  }

  /// Sees to free seats, buying them where the plan allows (contract, section 10).
  mutating func takeSeats(
    _ count: Int,
    _ settings: SandboxSettings,
    selfHosted text: String
  ) throws(SandboxRefusal) {
    guard let seats, count > 0 else { return }
    let needed = occupiedSeats + count
    guard needed > seats else { return }
    guard settings.isCloud else { throw .badRequest(text) }
    if let maximumAutoscaleSeats, needed > maximumAutoscaleSeats {
      throw .badRequest("Seat limit has been reached.")
    }
    self.seats = needed
  }
}
