public import HTTPTransport

/// Where points go and how.
public struct InfluxConfiguration: Hashable, Sendable {
  /// Whose words the server speaks.
  public enum Interface: Hashable, Sendable {
    /// InfluxDB 1.x: `/write?db=…`.
    case v1(database: String, credentials: HTTPCredentials? = nil)
    /// InfluxDB 2.x: `/api/v2/write?org=…&bucket=…`.
    case v2(organisation: String, bucket: String, token: InfluxToken)
  }

  /// `http://host:8086`, without a path.
  public var url: String
  public var interface: Interface
  /// Makes the database of a 1.x server when it is missing.
  public var createDatabase: Bool
  /// Lines a request, 1…5,000.
  public var batchPoints: Int
  /// Of one request.
  public var timeout: Duration
  /// Longest pause after a refusal that passes by itself.
  public var maximumPause: Duration
  /// Pause after a refusal that a person has to mend: wrong password, missing database.
  public var holdPause: Duration

  public init(
    url: String, interface: Interface, createDatabase: Bool = false, batchPoints: Int = 5_000, timeout: Duration = .seconds(30),
    maximumPause: Duration = .seconds(5), holdPause: Duration = .seconds(15)
  ) {
    precondition((1...5_000).contains(batchPoints), "a batch is 1…5,000 lines")
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.interface = interface
    self.createDatabase = createDatabase
    self.batchPoints = batchPoints
    self.timeout = timeout
    self.maximumPause = maximumPause
    self.holdPause = holdPause
  }

  /// The name under which the cursor is kept: address and database, no secret.
  public var destination: String {
    // Behind `scheme://` and whatever credentials someone wrote into the URL.
    let address = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst(url.contains("://") ? 1 : 0).joined(separator: "/")
    let host = address.split(separator: "@").last ?? ""
    switch interface {
    case .v1(let database, _): return "\(host)/\(database)"
    case .v2(let organisation, let bucket, _): return "\(host)/\(organisation)/\(bucket)"
    }
  }

  /// The request that writes lines.
  func write(_ lines: [UInt8]) -> HTTPRequest {
    var request = HTTPRequest(.post, "", headers: [HTTPHeader("Content-Type", "text/plain; charset=utf-8")], body: lines, timeout: timeout)
    request.maximumResponseBytes = 1 << 20
    switch interface {
    case .v1(let database, let credentials):
      request.url = "\(url)/write?db=\(Self.escaped(database))&precision=ns"
      request.credentials = credentials
    case .v2(let organisation, let bucket, let token):
      request.url = "\(url)/api/v2/write?org=\(Self.escaped(organisation))&bucket=\(Self.escaped(bucket))&precision=ns"
      request.headers.append(HTTPHeader("Authorization", "Token \(token.text)"))
    }
    return request
  }

  /// The request that makes the database, where there is such a thing.
  var creation: HTTPRequest? {
    guard createDatabase, case .v1(let database, let credentials) = interface else { return nil }
    let name = database.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return HTTPRequest(
      .post, "\(url)/query", headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
      body: Array("q=\(Self.escaped("CREATE DATABASE \"\(name)\""))".utf8), credentials: credentials, timeout: timeout)
  }

  /// Percent-encodes all but unreserved characters. Source: RFC 3986 §2.3.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default: escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return escaped
  }
}
