/// An organization that can be read and changed.
package protocol OrganizationTarget: Sendable {
  /// Known before reading, as far as the configuration tells.
  var place: String { get }

  /// The id by which state is kept; may need a look at the service or the file.
  ///
  /// - Throws: ``TargetError``
  func identify() async throws(TargetError) -> OrganizationIdentity

  /// Reads everything, or fails.
  ///
  /// - Parameter progress: Called now and then with the number of members and groups read so far.
  /// - Returns: The whole of it.
  /// - Throws: ``TargetError``
  func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(TargetError) -> OrganizationSnapshot

  /// Cuts a stage up into what goes out together: one call, one import, one group, one file.
  ///
  /// Batches of a stage may be applied at the same time; all steps that write to one group must be in one batch.
  func batches(of steps: [ApplyStep]) -> [[ApplyStep]]

  /// How many batches may be under way at once.
  var concurrency: Int { get }

  /// Does what a batch says. Each outcome carries its own failure.
  ///
  /// - Returns: One outcome for each step of the batch and each of its companions.
  func apply(_ batch: [ApplyStep]) async -> [ChangeOutcome]
}

/// One change to do now, with ids filled in for what earlier stages created.
package struct ApplyStep: Sendable {
  /// The change's position in the plan: what journals and outcomes name it by.
  package let number: Int
  package var change: Change
  /// Memberships that may go out in the same call as this invitation; a target that cannot do that leaves
  /// them out of its outcomes, and they come back in the stage of memberships.
  package var companions: [ApplyStep]

  package init(number: Int, change: Change, companions: [ApplyStep] = []) {
    self.number = number
    self.change = change
    self.companions = companions
  }
}
