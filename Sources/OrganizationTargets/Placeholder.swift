enum OrganizationTargetsPlaceholder {}
