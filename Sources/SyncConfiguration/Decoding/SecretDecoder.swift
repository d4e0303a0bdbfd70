internal import JSONReader

/// Decodes references to secrets; a secret that is written inline is refused.
enum SecretDecoder {
  static func required(
    _ key: String,
    _ decoder: ObjectDecoder,
    _ file: String
  ) throws(ConfigurationError) -> SecretReference {
    guard let reference = try optional(key, decoder, file) else {
      throw decoder.error(key, "is required", hint: forms)
    }
    return reference
  }

  static func optional(
    _ key: String,
    _ decoder: ObjectDecoder,
    _ file: String
  ) throws(ConfigurationError) -> SecretReference? {
    guard let value = decoder.given(key), !value.isNull else {
      decoder.note(key, .string, JSONValue(.null))
      return nil
    }
    guard let text = value.string,
      let reference = SecretReference(text, resolve: { PathResolver.resolve($0, file) })
    else {
      throw decoder.error(
        key,
        "a secret is never written here, only where it comes from",
        hint: forms
      )
    }
    decoder.note(key, .string, value)
    return reference
  }

  private static let forms =
    "Use \"env:NAME\", \"file:PATH\", \"credential:NAME\" or \"command:/ABSOLUTE/PROGRAM ARG\"."
}
