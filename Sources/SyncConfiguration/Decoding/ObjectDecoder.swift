internal import JSONReader

/// One object of the configuration while it is decoded, strictly.
///
/// Every key that is asked for is known, and every other one an error that names the nearest known key.
/// It notes what was asked for and what came out: the effective configuration, the fingerprint and the schema
/// are made from that.
final class ObjectDecoder {
  let path: String
  private let members: [JSONValue.Member]
  private let place: JSONPlace?
  private(set) var keys: [ConfigurationKey] = []
  private var children: [String: [ObjectDecoder]] = [:]

  /// Begins to decode `value`; none, or null, is an empty object.
  ///
  /// - Throws: ``ConfigurationError`` if the value is something else.
  init(_ value: JSONValue?, path: String) throws(ConfigurationError) {
    self.path = path
    place = value?.place
    guard let value, !value.isNull else {
      members = []
      return
    }
    guard let members = value.object else {
      throw ConfigurationError(
        key: path,
        place: value.place,
        "expected an object, found \(value.kindDescription)"
      )
    }
    self.members = members
  }

  func given(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func error(_ key: String, _ problem: String, hint: String? = nil) -> ConfigurationError {
    ConfigurationError(key: name(key), place: given(key)?.place ?? place, problem, hint: hint)
  }

  /// A key that has to be there is not, unless one that nobody has asked for is meant to be it.
  func missing(_ key: String) -> ConfigurationError {
    let unasked = members.map(\.key).filter { name in !keys.contains { $0.name == name } }
    let nearest = NearestWord.of(key, among: unasked)
    return error(key, "is required", hint: nearest.map { "Is '\($0)' meant to be '\(key)'?" })
  }

  func note(_ key: ConfigurationKey) {
    keys.append(key)
  }

  /// An object below this one; an empty one if the key is left out.
  func object(_ key: String) throws(ConfigurationError) -> ObjectDecoder {
    let child = try ObjectDecoder(given(key), path: name(key))
    noteContainer(key, .object)
    children[key] = [child]
    return child
  }

  /// The objects of an array.
  func objects(_ key: String) throws(ConfigurationError) -> [ObjectDecoder] {
    noteContainer(key, .objects)
    guard let value = given(key), !value.isNull else { return [] }
    guard let elements = value.array else {
      throw error(key, "expected an array of objects, found \(value.kindDescription)")
    }
    var decoders: [ObjectDecoder] = []
    for (index, element) in elements.enumerated() {
      decoders.append(try ObjectDecoder(element, path: "\(name(key))[\(index)]"))
    }
    children[key] = decoders
    return decoders
  }

  func childDecoders(_ key: String) -> [ObjectDecoder] { children[key] ?? [] }

  private func noteContainer(_ key: String, _ type: ConfigurationKey.ValueType) {
    note(
      ConfigurationKey(
        name: key,
        type: type,
        effective: .init(.null),
        standard: .init(.null),
        acceptsNull: false,
        decides: false
      )
    )
  }

  /// Checks that every key that is given was asked for, here and below.
  ///
  /// - Throws: ``ConfigurationError`` naming the key and the nearest known one.
  func finish() throws(ConfigurationError) {
    let known = keys.map(\.name)
    for member in members where !known.contains(member.key) {
      if path.isEmpty, member.key == "$schema" { continue }
      let nearest = NearestWord.of(member.key, among: known)
      throw ConfigurationError(
        key: name(member.key),
        place: member.keyPlace,
        "there is no such key",
        hint: nearest.map { "Did you mean '\($0)'?" }
          ?? "Known here: \(known.sorted().joined(separator: ", "))."
      )
    }
    for key in keys {
      for child in childDecoders(key.name) { try child.finish() }
    }
  }
}
