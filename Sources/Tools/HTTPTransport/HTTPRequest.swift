/// One request.
public struct HTTPRequest: Hashable, Sendable {
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
}
