internal import JSONReader

/// One object of the configuration while it is decoded, strictly: every key that is asked for is known, every other one an error
/// that names the nearest known key.
///
/// It notes what was asked for and what came out, from which the effective configuration, the fingerprint and the schema are made.
final class ObjectDecoder {
  let path: String
  private let members: [JSONValue.Member]
  private let place: JSONPlace?
  private(set) var keys: [ConfigurationKey] = []
  private var children: [String: [ObjectDecoder]] = [:]

  /// - Throws: ``ConfigurationError`` if the value is no object.
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

  func note(
    _ key: String,
    _ type: ConfigurationKey.ValueType,
    _ effective: JSONValue,
    decides: Bool = false
  ) {
    keys.append(
      ConfigurationKey(
        name: key,
        type: type,
        effective: effective,
        isGiven: given(key) != nil,
        decides: decides
      )
    )
  }

  /// An object below this one; an empty one if the key is left out.
  func object(_ key: String) throws(ConfigurationError) -> ObjectDecoder {
    let child = try ObjectDecoder(given(key), path: name(key))
    note(key, .object, JSONValue(.null))
    children[key] = [child]
    return child
  }

  /// The objects of an array, or the one object where a single one is given.
  func objects(_ key: String) throws(ConfigurationError) -> [ObjectDecoder] {
    note(key, .objects, JSONValue(.null))
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

  /// Every key that is given must have been asked for, here and below.
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
      for child in children[key.name] ?? [] { try child.finish() }
    }
  }

  /// All that was decoded, defaults included; secrets are references.
  var effective: JSONValue {
    JSONValue(
      .object(
        keys.map { JSONValue.Member(key: $0.name, value: effective($0)) }
      )
    )
  }

  private func effective(_ key: ConfigurationKey) -> JSONValue {
    switch key.type {
    case .object: children[key.name]?.first?.effective ?? JSONValue(.null)
    case .objects: JSONValue(.array((children[key.name] ?? []).map(\.effective)))
    case .string, .bool, .integer, .number, .duration, .word, .strings: key.effective
    }
  }

  /// The keys that decide who is read and who takes part, sorted; nil if there is none.
  var deciding: JSONValue? {
    var found: [JSONValue.Member] = []
    for key in keys {
      switch key.type {
      case .object:
        if let child = children[key.name]?.first?.deciding {
          found.append(JSONValue.Member(key: key.name, value: child))
        }
      case .objects:
        let elements = (children[key.name] ?? []).compactMap(\.deciding)
        if !elements.isEmpty {
          found.append(JSONValue.Member(key: key.name, value: JSONValue(.array(elements))))
        }
      case .string, .bool, .integer, .number, .duration, .word, .strings:
        if key.decides { found.append(JSONValue.Member(key: key.name, value: key.effective)) }
      }
    }
    found.sort { $0.key < $1.key }
    return found.isEmpty ? nil : JSONValue(.object(found))
  }

  func childDecoders(_ key: String) -> [ObjectDecoder] { children[key] ?? [] }
}
