extension UInt8 {
  /// What an ASCII digit stands for in hexadecimal numbers.
  var hexDigitValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }

  /// Two digits, lower case.
  var hexDigits: String {
    let text = String(self, radix: 16)
    return self < 16 ? "0" + text : text
  }
}
