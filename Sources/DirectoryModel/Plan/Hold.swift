/// Why a change waits for a person.
package struct Hold: Hashable, Sendable {
  private var shared: Shared<Fields>

  private struct Fields: Hashable, Sendable {
    let why: Why
    let cure: String
    let detail: String?
    let revokedAt: Timestamp?
    let limit: LimitName?
    var root: Int?
  }

  package init(
    _ why: Why,
    cure: String,
    detail: String? = nil,
    revokedAt: Timestamp? = nil,
    limit: LimitName? = nil,
    root: Int? = nil
  ) {
    shared = Shared(
      Fields(
        why: why,
        cure: cure,
        detail: detail,
        revokedAt: revokedAt,
        limit: limit,
        root: root
      )
    )
  }

  package var why: Why { shared.value.why }

  /// What settles it for good: the key, or the deed in the directory or the organization.
  package var cure: String { shared.value.cure }

  /// Further particulars for people: "is an admin".
  package var detail: String? { shared.value.detail }

  /// When this tool revoked the member whose restore waits; people are told it in their own zone.
  package var revokedAt: Timestamp? { shared.value.revokedAt }

  /// The limit, for ``Why/limit``.
  package var limit: LimitName? { shared.value.limit }

  /// The position in the plan of the held change that this one depends on, for ``Why/dependsOn``.
  package var root: Int? {
    get { shared.value.root }
    set {
      var fields = shared.value
      fields.root = newValue
      shared = Shared(fields)
    }
  }

  package enum Why: String, Sendable, CaseIterable {
    case privileged
    case revokedMember
    case addressDiffers
    case identityDiffers
    case restoreInDoubt
    case doubtfulGroup
    case absentUnproven
    case absentMany
    case fingerprintChanged
    case foreign
    case disabledByAddress
    case relink
    case groupLink
    case limit
    case dependsOn
  }

  /// Waiting for the second read alone is not a decision for a person; what depends on another change shares its question.
  package var needsDecision: Bool { why != .absentUnproven && why != .dependsOn }
}
