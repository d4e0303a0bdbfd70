enum RunStatePlaceholder {}
