@testable import Simulation
import NIOCore
import Testing

@Suite("WebSocketWriting")
struct WebSocketWritingTests {
  @Test("The head has 2, 4 or 10 bytes by the payload's length", arguments: [0, 125, 126, 65_535, 65_536])
  func heads(length: Int) {
    var buffer = ByteBuffer()
    let payload = [UInt8](repeating: 120, count: length)
    WebSocketWriting.text(payload[...], to: &buffer)
    let bytes = Array(buffer.readableBytesView)
    let head: [UInt8] =
      length <= 125
      ? [0x81, UInt8(length)]
      : length <= 65_535
        ? [0x81, 126, UInt8(length >> 8), UInt8(length & 255)] : [0x81, 127] + (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) }
    #expect(bytes == head + payload)
  }

  @Test("A close frame's reason is cut between characters to what a control frame holds")
  func reason() {
    var buffer = ByteBuffer()
    WebSocketWriting.close(1011, reason: String(repeating: "é", count: 100), to: &buffer)
    let bytes = Array(buffer.readableBytesView)
    #expect(bytes.prefix(4) == [0x88, 124, 0x03, 0xf3] && bytes.count == 126)
    #expect(String(validating: bytes.dropFirst(4), as: UTF8.self)?.count == 61)
  }
}
