/// One request.
public struct HTTPRequest: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var method: HTTPMethod
  /// `http://` or `https://`, nothing else.
  public var url: String
  /// Names and values; a line break in one is refused.
  public var headers: [HTTPHeader]
  public var body: [UInt8]
  public var credentials: HTTPCredentials?
  /// Connecting, sending and receiving together.
  public var timeout: Duration
  /// A longer response is cut off with ``HTTPError/tooLarge(limit:)``.
  public var maximumResponseBytes: Int

  public init(
    _ method: HTTPMethod, _ url: String, headers: [HTTPHeader] = [], body: [UInt8] = [], credentials: HTTPCredentials? = nil,
    timeout: Duration = .seconds(30), maximumResponseBytes: Int = 16 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.credentials = credentials
    self.timeout = timeout
    self.maximumResponseBytes = maximumResponseBytes
  }

  /// Method, address without name and password, headers without secrets, and the body's length.
  public var description: String {
    // Everything before the last `@` of the part between `scheme://` and the path may be a name and a password.
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).enumerated()
    let address = parts.map { index, part in
      guard index == 2, let at = part.lastIndex(of: "@") else { return String(part) }
      return "•••" + part[at...]
    }.joined(separator: "/")
    return "\(method.rawValue) \(address) \(headers) \(body.count) bytes"
  }
  public var debugDescription: String { description }
  /// What a dump shows: no secret.
  public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}
