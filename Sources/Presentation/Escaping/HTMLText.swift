/// Text from outside in HTML: text and nothing else, in element content and in quoted attributes.
package enum HTMLText {
  package static func escape(_ text: String) -> String {
    let visible = VisibleText.escape(text)
    if visible.utf8.allSatisfy({ !isSpecial($0) }) { return visible }
    var result = ""
    for scalar in visible.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A name, address or id, kept from turning the direction of what stands beside it.
  package static func isolated(_ text: String) -> String {
    "<bdi>\(escape(text))</bdi>"
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == 0x26 || byte == 0x3c || byte == 0x3e || byte == 0x22 || byte == 0x27
  }
}
