enum SCIMClientPlaceholder {}
