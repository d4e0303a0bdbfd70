/// A throw-away certificate authority and what it has signed for servers on loopback: paths of PEM files.
package struct TestCertificates {
  package let authority: String
  package let server: String
  package let serverKey: String

  /// - Throws: If the recipe fails; it needs `openssl`.
  package init(in folder: String) throws {
    try LabProgram.run(["\(LabProgram.folder)/tls", folder])
    authority = folder + "/ca.crt"
    server = folder + "/server.crt"
    serverKey = folder + "/server.key"
  }
}
