/// Why a request got no answer.
public enum HTTPError: Error, Hashable, Sendable {
  /// Nothing listens there.
  case refused(String)
  case timeout
  /// The host's name is not known.
  case dns(String)
  /// Certificate or handshake.
  case tls(String)
  /// The connection was lost before the answer was whole.
  case interrupted(String)
  case tooLarge(limit: Int)
  /// The URL or a header cannot be sent.
  case malformed(String)
  case cancelled
  /// Anything else, by libcurl's number and words.
  case other(code: Int, reason: String)

  /// A bounded word for metric labels.
  public var code: String {
    switch self {
    case .refused: "refused"
    case .timeout: "timeout"
    case .dns: "dns"
    case .tls: "tls"
    case .interrupted: "interrupted"
    case .tooLarge: "too_large"
    case .malformed: "malformed"
    case .cancelled: "cancelled"
    case .other: "other"
    }
  }

  /// One sentence for people, without credentials.
  public var reason: String {
    switch self {
    case .refused(let words): "connection refused: \(words)"
    case .timeout: "no answer in time"
    case .dns(let words): "host not found: \(words)"
    case .tls(let words): "no secure connection: \(words)"
    case .interrupted(let words): "connection lost: \(words)"
    case .tooLarge(let limit): "answer longer than \(limit) bytes"
    case .malformed(let words): "cannot be sent: \(words)"
    case .cancelled: "cancelled"
    case .other(let code, let reason): "\(reason) (libcurl \(code))"
    }
  }
}
