enum LDAPClientPlaceholder {}
