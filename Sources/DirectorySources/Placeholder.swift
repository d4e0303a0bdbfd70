enum DirectorySourcesPlaceholder {}
