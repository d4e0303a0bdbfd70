enum DirectoryModelPlaceholder {}
