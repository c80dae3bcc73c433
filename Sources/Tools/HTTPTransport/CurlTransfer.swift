/// What a running transfer has received. Touched by one thread only: the one that performs it.
final class CurlTransfer {
  var body: [UInt8] = []
  var headers: [HTTPHeader] = []
  let limit: Int
  let cancelled: CancelFlag
  var isTooLarge = false
  private var headerBytes = 0
  /// All header lines together.
  private static let maximumHeaderBytes = 64 << 10

  init(limit: Int, cancelled: CancelFlag) {
    self.limit = limit
    self.cancelled = cancelled
  }

  /// Takes a piece of the body; `false` ends the transfer.
  func take(_ piece: [UInt8]) -> Bool {
    guard body.count + piece.count <= limit else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: piece)
    return true
  }

  /// Takes a header line; `false` ends the transfer.
  func take(header line: [UInt8]) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") { headers = [] }
    headerBytes += line.count
    guard headers.count < 256, headerBytes <= Self.maximumHeaderBytes else {
      isTooLarge = true
      return false
    }
    if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append(HTTPHeader(String(text[..<colon]), String(value.filter { !$0.isNewline })))
    }
    return true
  }
}
