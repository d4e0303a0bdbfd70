enum SCIMFilterPlaceholder {}
