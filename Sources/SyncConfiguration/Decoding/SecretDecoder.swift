internal import JSONReader

/// Decodes references to secrets; a secret that is written inline is refused.
enum SecretDecoder {
  static func required(
    _ key: String,
    _ decoder: ObjectDecoder,
    _ file: String
  ) throws(ConfigurationError) -> SecretReference {
    if decoder.given(key) == nil { throw decoder.error(key, "is required", hint: forms) }
    guard let reference = try read(key, decoder, file, isRequired: true) else {
      throw decoder.error(key, "is required", hint: forms)
    }
    return reference
  }

  static func optional(
    _ key: String,
    _ decoder: ObjectDecoder,
    _ file: String
  ) throws(ConfigurationError) -> SecretReference? {
    try read(key, decoder, file, isRequired: false)
  }

  private static func read(
    _ key: String,
    _ decoder: ObjectDecoder,
    _ file: String,
    isRequired: Bool
  ) throws(ConfigurationError) -> SecretReference? {
    guard let value = try decoder.secret(key, isRequired: isRequired) else { return nil }
    guard let text = value.string,
      let reference = SecretReference(text, resolve: { PathResolver.resolve($0, file) })
    else {
      throw decoder.error(
        key,
        "a secret is never written here, only where it comes from",
        hint: forms
      )
    }
    return reference
  }

  private static let forms =
    "Use \"env:NAME\", \"file:PATH\", \"credential:NAME\" or \"command:/ABSOLUTE/PROGRAM ARG\"."
}
