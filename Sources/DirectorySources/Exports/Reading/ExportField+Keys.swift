extension ExportField {
  /// By number: the keys of each field.
  static let keysByNumber: [[String]] = allCases.map { field in
    paths[field]?.split(separator: "/").map(String.init) ?? ["\(field)"]
  }

  /// Where a field's name is not its path; keys are separated by slashes.
  private static let paths: [ExportField: String] = [
    .profileLogin: "profile/login", .profileEmail: "profile/email",
    .profileFirstName: "profile/firstName", .profileLastName: "profile/lastName",
    .profileDisplayName: "profile/displayName", .profileName: "profile/name",
    .updatedAt: "updated_at", .updatedAtCamel: "updatedAt",
    .underscoreID: "_id", .numPK: "num_pk",
    .accountLocked: "account_locked", .accountLockedCamel: "accountLocked",
    .isActive: "is_active", .removed: "@removed",
    .nameFull: "name/fullName", .nameDisplay: "name/displayName", .nameGiven: "name/givenName",
    .nameFamily: "name/familyName", .nameFormatted: "name/formatted",
    .nameGivenShort: "name/given", .nameFamilyShort: "name/family",
    .emailsValue: "emails/value", .emailsPrimary: "emails/primary",
    .directMemberCountsUsers: "directMemberCounts/users",
    .statsUsersCount: "_embedded/stats/usersCount",
    .parentID: "parentId", .groupID: "groupId", .roleID: "roleId", .userID: "userId",
    .memberID: "memberId", .groupIDOfUser: "group_id",
    .serviceAccountClientID: "serviceAccountClientId",
    .reference2: "$ref", .toID: "to/id", .toType: "to/type", .pathsElement: "paths",
    .pathsFromID: "paths/fromId", .pathsToID: "paths/toId", .pathsToType: "paths/toType",
    .odataType: "@odata.type", .additionalODataType: "additionalProperties/@odata.type",
    .resultType: "result-type", .resultCode: "result-code",
    .entriesReturned: "entries-returned",
    .referencesReturned: "references-returned", .restDN: "_dn",
    .attributesName: "attributes/name", .attributesValues: "attributes/values",
    .accountDisabled: "ds-pwp-account-disabled",
    .countsUsers: "counts/users", .countsGroups: "counts/groups",
    .paginationNext: "pagination/next", .paginationNextLink: "pagination/next_link",
    .paginationPreviousLink: "pagination/previous_link",
    .paginationBeforeCursor: "pagination/before_cursor",
    .paginationCount: "pagination/count", .statusError: "status/error",
    .errorMessage: "error/message",
    .odataContext: "@odata.context", .odataNextLink: "@odata.nextLink",
    .odataCount: "@odata.count", .odataDeltaLink: "@odata.deltaLink",
    .selfLink: "_links/self/href", .nextLink: "_links/next/href",
    .usersList: "users", .groupsList: "groups", .rolesList: "roles", .membersList: "members",
    .memberGroupsList: "memberGroups", .valueList: "value", .dataList: "data",
    .resultsList: "results", .resourcesList: "Resources",
    .dataUsersList: "data/users", .dataGroupsList: "data/groups",
    .embeddedUsersList: "_embedded/users", .embeddedGroupsList: "_embedded/groups",
    .embeddedMembershipsList: "_embedded/groupMemberships",
    .embeddedEntriesList: "_embedded/entries",
    .memberOfList: "memberOf", .memberOfGroupIDsList: "memberOfGroupIDs",
    .roleIDList: "role_id", .roleIDsList: "role_ids",
    .subGroupsList: "subGroups", .parentsList: "parents", .childrenList: "children",
  ]
}
