enum ExportFilesPlaceholder {}
