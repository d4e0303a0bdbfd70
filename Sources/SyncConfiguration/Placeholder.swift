enum SyncConfigurationPlaceholder {}
