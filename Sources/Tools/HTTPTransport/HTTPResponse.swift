/// The answer to a request.
public struct HTTPResponse: Hashable, Sendable {
  public var status: Int
  /// In the order in which they came.
  public var headers: [HTTPHeader]
  public var body: [UInt8]

  public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A header's value by its name, whatever its case.
  public func header(_ name: String) -> String? { headers.last { $0.name.lowercased() == name.lowercased() }?.value }

  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}
