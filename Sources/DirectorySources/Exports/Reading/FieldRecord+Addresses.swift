internal import ExportFiles
internal import JSONReader

extension FieldRecord {
  /// Of the addresses in `emails` the one that is marked `primary`, else the first.
  var primaryAddress: Bytes? {
    var first: Bytes?
    var value: Bytes?
    var isPrimary = false
    for match in values.matches {
      switch match.path {
      case ExportField.emails.rawValue:
        // The next entry begins.
        if isPrimary, value != nil { return value }
        (value, isPrimary) = (nil, false)
      case ExportField.emailsValue.rawValue where match.isScalar && match.count > 0:
        value = values.bytes(match)
        first = first ?? value
      case ExportField.emailsPrimary.rawValue:
        isPrimary = match.isScalar && values.bytes(match).equalsFolding("true")
      default: break
      }
    }
    return isPrimary ? value ?? first : first
  }
}
