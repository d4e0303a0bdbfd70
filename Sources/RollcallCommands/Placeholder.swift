enum RollcallCommandsPlaceholder {}
