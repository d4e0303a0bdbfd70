enum JSONReaderPlaceholder {}
