/// Why there is no complete answer.
package struct HTTPTransportError: Error, Equatable, Sendable {
  package let problem: Problem
  /// Where the request went, without its query: `https://api.example.com/public/members`.
  package let place: String

  package init(_ problem: Problem, place: String) {
    self.problem = problem
    self.place = place
  }

  package enum Problem: Equatable, Sendable {
    /// An address that requests are not sent to, and why: "it does not begin with https://".
    case refusedAddress(String)
    /// The certificates to trust could not be read.
    case certificates(String)
    /// No connection came about; the request never left.
    case noConnection(String)
    /// The connection broke while the request was under way: it may have been done.
    case lost(String)
    /// Named by what ran out.
    case timedOut(String)
    /// An answer of more bytes than this.
    case tooLarge(limit: Int)
    case cancelled
    /// The credentials, for a token.
    case refusedCredentials(String)
    /// A token could not be had for a reason other than the credentials.
    case noToken(String)
  }

  /// The request may have been carried out though its answer is lost.
  package var mayHaveArrived: Bool {
    switch problem {
    case .lost, .timedOut, .tooLarge, .cancelled: true
    case .refusedAddress, .certificates, .noConnection, .refusedCredentials, .noToken:
      false
    }
  }

  /// Another attempt may do better.
  package var isPassing: Bool {
    switch problem {
    case .noConnection, .lost, .timedOut: true
    case .refusedAddress, .certificates, .tooLarge, .cancelled, .refusedCredentials,
      .noToken:
      false
    }
  }

  /// What came of it: lower case, no final period.
  package var summary: String {
    switch problem {
    case .refusedAddress(let cause): "the address \(place) cannot be used: \(cause)"
    case .certificates(let cause): "cannot read the certificates to trust: \(cause)"
    case .noConnection(let cause): "cannot connect to \(place): \(cause)"
    case .lost(let cause): "the connection to \(place) broke: \(cause)"
    case .timedOut(let what): "no answer from \(place): \(what)"
    case .tooLarge(let limit): "the answer of \(place) has more than \(limit) bytes"
    case .cancelled: "the request to \(place) was cancelled"
    case .refusedCredentials(let cause), .noToken(let cause): cause
    }
  }

  /// The next thing to try, where one is known.
  package var hint: String? {
    switch problem {
    case .refusedAddress:
      "Write https://HOST, with a path where it has one; http is only for this machine."
    case .certificates: "'caFile' names a file of certificates in PEM."
    case .noConnection(let cause) where cause.contains("ertificate"):
      "Name the certificates to trust with 'caFile', or check the server's name."
    case .noConnection, .lost, .timedOut: "Check the network, the server and the address."
    case .tooLarge, .cancelled, .refusedCredentials, .noToken: nil
    }
  }
}
