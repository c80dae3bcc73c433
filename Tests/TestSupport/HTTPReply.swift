/// What a server answered.
public struct HTTPReply: Sendable {
  public var status: Int
  /// Names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]
  /// Did the server end the body itself? False when the reader stopped first.
  public var isComplete: Bool

  public init(status: Int, headers: [String: String], body: [UInt8], isComplete: Bool) {
    self.status = status
    self.headers = headers
    self.body = body
    self.isComplete = isComplete
  }

  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}
