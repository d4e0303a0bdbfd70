/// The names in a schema's description of an attribute (RFC 4512, 4.1.2).
enum AttributeTypeNames {
  /// `( 2.5.4.3 NAME ( 'cn' 'commonName' ) SUP name )`: the OID and the names, lower-cased.
  static func names(_ description: String) -> [String] {
    let words = description.split(whereSeparator: { " \t\n()".contains($0) })
    guard let oid = words.first else { return [] }
    var names = [oid.lowercased()]
    guard let start = words.firstIndex(of: "NAME") else { return names }
    for word in words[(start + 1)...] {
      guard word.count > 2, word.first == "'", word.last == "'" else { break }
      names.append(word.dropFirst().dropLast().lowercased())
    }
    return names
  }
}
