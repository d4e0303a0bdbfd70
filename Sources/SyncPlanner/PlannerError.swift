package import DirectoryModel

/// A plan that cannot be made from what was read and configured.
package enum PlannerError: DiagnosableError, Equatable {
  /// The target shows no roles, and nothing says who is protected instead.
  case protectionMissing

  package var category: FailureCategory { .configuration }

  package var summary: String { "the organization shows no roles, so nothing says whom to protect" }

  package var hint: String? {
    "Name the owners in 'protect.members', or say \"roles\": [] in 'protect'. Nothing was changed."
  }
}
