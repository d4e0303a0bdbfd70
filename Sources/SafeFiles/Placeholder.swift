enum SafeFilesPlaceholder {}
