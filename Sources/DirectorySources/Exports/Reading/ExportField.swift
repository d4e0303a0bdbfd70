/// What any provider's records are asked for; equal paths are one field, whoever has them.
///
/// Fields whose name ends in `List` hold records or references, maybe many: they are taken apart.
enum ExportField: UInt16, CaseIterable, Sendable {
  // Fields that most records have come first.
  case id, name, displayName, email, status, type, username, profile, enabled, active
  case profileLogin, profileEmail, profileFirstName, profileLastName, profileDisplayName,
    profileName
  case lastUpdated, updatedAt, updatedAtCamel, modified
  case underscoreID, uuid, pk, numPK
  case firstName, lastName, givenName, surname
  case state, suspended, activated, archived, deleted, disabled, accountLocked, accountLockedCamel
  case isActive, accountEnabled, userType, deletedDateTime, deletionTime, removed
  case primaryEmail, mail, userPrincipalName, aliases, nonEditableAliases
  case nameFull, nameDisplay, nameGiven, nameFamily, nameFormatted, nameGivenShort, nameFamilyShort
  case emailsValue, emailsPrimary, emails
  case kind, role, reference, assigned, apps, admins
  case directMembersCount, directMemberCounts, directMemberCountsUsers, memberCount
  case statsUsersCount, usersCount, subGroupCount
  case objectClass, securityEnabled, groupTypes
  case path, parentID, parent
  case groupID, groupKey, group, roleID, groupName, userID, memberID, memberType
  case groupIDOfUser, serviceAccountClientID, emailVerified, createdTimestamp
  case environment, population, lifecycle
  case schemas, reference2, toID, toType, pathsElement, pathsFromID, pathsToID, pathsToType
  case odataType, additionalProperties, additionalODataType
  case resultType, resultCode, entriesReturned, referencesReturned, dn, restDN, attributesName,
    attributesValues
  case entryUUID, cn, member, uniqueMember, accountDisabled
  case format, complete, countsUsers, countsGroups

  // Envelopes.
  case nextPageToken, paginationNext, paginationNextLink, paginationCount, pagination
  case paginationPreviousLink, paginationBeforeCursor
  case statusError, error, errorMessage, errorCode, errorSummary, statusCode, message, errors, meta
  case schemaVersion, code, details
  case odataContext, odataNextLink, odataCount, odataDeltaLink
  case totalCount, count, size, totalResults
  case selfLink, nextLink, realm, keycloakVersion

  // Lists.
  case usersList, groupsList, rolesList, membersList, memberGroupsList
  case valueList, dataList, resultsList, resourcesList
  case dataUsersList, dataGroupsList
  case embeddedUsersList, embeddedGroupsList, embeddedMembershipsList, embeddedEntriesList
  case memberOfList, memberOfGroupIDsList, roleIDList, roleIDsList
  case subGroupsList, parentsList, childrenList

  /// The keys of the path, outermost first.
  var keys: [String] { Self.keysByNumber[Int(rawValue)] }

  var isList: Bool { rawValue >= Self.usersList.rawValue }

  /// The field with this number, if it is one.
  init?(path: Int) {
    guard path < Self.allCases.count else { return nil }
    self.init(rawValue: UInt16(path))
  }
}
