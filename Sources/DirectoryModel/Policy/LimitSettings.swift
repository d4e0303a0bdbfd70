/// `limits`: how much of a kind one run may do.
///
/// Defaults are those of `DESIGN.md` section 5.
package struct LimitSettings: Equatable, Sendable {
  package var memberRemovals = Allowance(percent: 10, count: 25, floor: 2)
  package var disabledRemovals = Allowance(percent: 20, count: 250, floor: 5)
  package var sourceShrink = Allowance(percent: 15, count: nil, floor: 5)
  package var identityChange = Allowance(percent: 20, count: nil, floor: 5)
  package var lostAttribute = Allowance(percent: 20, count: nil, floor: 5)
  package var membershipRemovals = Allowance(percent: 20, count: nil, floor: 5)
  package var groupShrink = Allowance(percent: 50, count: nil, floor: 0)
  package var groupDepartures = Allowance(percent: 10, count: 5, floor: 1)
  package var finalRemovals = Allowance(percent: 2, count: 10, floor: 1)
  package var invitations = Allowance(percent: 25, count: 500, floor: 25)
  package var restores = Allowance(percent: 10, count: 25, floor: 2)
  package var groupCreations = Allowance(percent: 25, count: 50, floor: 10)
  package var membershipAdditions = Allowance(percent: 30, count: 500, floor: 25)
  package var groupGrowth = Allowance(percent: 100, count: nil, floor: 10)
  /// Addresses that have to be in the roster.
  package var mustExist: [String] = []
  /// nil: the target's own free seats.
  package var seats: Int?

  /// Floor of ``invitations`` while no member is managed, where the configuration names none.
  package static let firstInvitationsFloor = 100
  /// Floor of ``groupCreations`` while no group is managed, where the configuration names none.
  package static let firstGroupCreationsFloor = 50

  package init() {}

  /// max(floor, min(percent of the base rounded down, count)); nil takes a part away.
  package struct Allowance: Equatable, Sendable {
    package var percent: Double?
    package var count: Int?
    package var floor: Int?
    /// The configuration names the floor: no special first floor takes its place.
    package var floorIsGiven = false

    package init(percent: Double?, count: Int?, floor: Int?) {
      self.percent = percent
      self.count = count
      self.floor = floor
    }

    /// What is allowed of `base`; equal to it passes.
    ///
    /// nil: without limit.
    package func allowed(of base: Int, firstFloor: Int? = nil) -> Int? {
      // Whatever the percentage, the share is a number that an `Int` holds.
      let share = percent.map {
        Int(min(1e15, max(0, (Double(max(0, base)) * $0 / 100 + 1e-9).rounded(.down))))
      }
      let floor = floorIsGiven ? floor : (firstFloor ?? floor)
      let cap: Int? =
        switch (share, count) {
        case (let share?, let count?): min(share, count)
        case (let share?, nil): share
        case (nil, let count?): count
        case (nil, nil): nil
        }
      return cap.map { max(floor ?? 0, $0) }
    }
  }
}
