import TestSupport

/// A WebSocket client byte by byte, blocking: what it sends may be wrong on purpose, and it reads when it is told to.
final class WebSocketPeer {
  enum Message: Equatable {
    case text(String)
    case pong(String)
    case close(code: Int, reason: String)
    /// The connection ended without a close frame, or behind it.
    case end
  }

  struct Refused: Error {
    var head: String
  }

  private let socket: LoopbackSocket
  private var buffer: [UInt8] = []
  private var start = 0

  init(port: Int) throws {
    socket = try LoopbackSocket(port: port, timeout: 60)
    try socket.send(
      Array(
        """
        GET /v2 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
        """.utf8))
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
      guard let byte = try take(1)?.first else { break }
      head.append(byte)
    }
    let text = String(decoding: head, as: UTF8.self)
    // The accept value of RFC 6455's own example.
    guard text.hasPrefix("HTTP/1.1 101"), text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") else { throw Refused(head: text) }
  }

  func say(_ text: String) throws { try send(head: 0x81, Array(text.utf8)) }

  /// Sends one frame.
  func send(head: UInt8, _ payload: [UInt8], masked: Bool = true) throws {
    var bytes: [UInt8] = [head]
    let bit: UInt8 = masked ? 0x80 : 0
    if payload.count < 126 { bytes.append(bit | UInt8(payload.count)) } else { bytes += [bit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)] }
    if masked { bytes += [1, 2, 3, 4] + payload.enumerated().map { $1 ^ UInt8($0 % 4 + 1) } } else { bytes += payload }
    try socket.send(bytes)
  }

  /// Waits for the next message.
  func next() throws -> Message {
    guard let head = try take(2) else { return .end }
    var length = Int(head[1])
    if length >= 126 {
      guard let more = try take(length == 126 ? 2 : 8) else { return .end }
      length = more.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let payload = try take(length) else { return .end }
    switch head[0] {
    case 0x81: return .text(String(decoding: payload, as: UTF8.self))
    case 0x8a: return .pong(String(decoding: payload, as: UTF8.self))
    case 0x88: return .close(code: Int(payload[0]) << 8 | Int(payload[1]), reason: String(decoding: payload.dropFirst(2), as: UTF8.self))
    default: throw Refused(head: "a frame that begins with \(head[0])")
    }
  }

  /// Waits for a text with something in it.
  func text(containing part: String) throws -> String {
    while true {
      let message = try next()
      guard case .text(let text) = message else { throw Refused(head: "\(message) instead of a text with \(part)") }
      if text.contains(part) { return text }
    }
  }

  private func take(_ count: Int) throws -> [UInt8]? {
    while buffer.count - start < count {
      if start > 1 << 16 {
        buffer.removeFirst(start)
        start = 0
      }
      let bytes = try socket.receive()
      guard !bytes.isEmpty else { return nil }
      buffer += bytes
    }
    defer { start += count }
    return Array(buffer[start..<start + count])
  }
}
