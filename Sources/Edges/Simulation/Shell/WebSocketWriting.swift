import NIOCore
import NIOWebSocket

/// Writes a server's WebSocket frames behind each other into one buffer, so that many leave with one write.
///
/// A server's frames are not masked and ours are not fragmented: a head of 2, 4 or 10 bytes and the payload. Source: RFC 6455, 5.2.
enum WebSocketWriting {
  /// Appends one text frame.
  static func text(_ payload: ArraySlice<UInt8>, to buffer: inout ByteBuffer) { frame(.text, payload, to: &buffer) }

  /// Appends a close frame; the reason is cut to the 123 bytes a control frame has room for, at a character's boundary.
  static func close(_ code: UInt16, reason: String, to buffer: inout ByteBuffer) {
    var payload = [UInt8(code >> 8), UInt8(code & 255)]
    for character in reason {
      let bytes = Array(String(character).utf8)
      guard payload.count + bytes.count <= 125 else { break }
      payload += bytes
    }
    frame(.connectionClose, payload[...], to: &buffer)
  }

  static func frame(_ opcode: WebSocketOpcode, _ payload: ArraySlice<UInt8>, to buffer: inout ByteBuffer) {
    buffer.writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
    switch payload.count {
    case 0...125: buffer.writeInteger(UInt8(payload.count))
    case 126...0xffff:
      buffer.writeInteger(UInt8(126))
      buffer.writeInteger(UInt16(payload.count))
    default:
      buffer.writeInteger(UInt8(127))
      buffer.writeInteger(UInt64(payload.count))
    }
    buffer.writeBytes(payload)
  }
}
