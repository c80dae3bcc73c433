@testable import Simulation
import Domain
import NIOCore
import Testing

@Suite("PacingClock")
struct PacingClockTests {
  private let event = Timestamp(seconds: 1_000)

  @Test("At N times the pace an event is due a Nth of its distance behind the first, whatever the clock says meanwhile", arguments: [0.5, 1, 20])
  func speed(factor: Double) {
    var clock = PacingClock(.eventTime(speed: factor))
    #expect(clock.due(event, now: 77) == 77)
    for millisecond in 1...1000 as ClosedRange<Int64> {
      let due = clock.due(event.adding(nanoseconds: millisecond * 1_000_000), now: 1_000_000_000 * millisecond)
      #expect(abs(Double(due - 77) - Double(millisecond) * 1e6 / factor) <= 1)
    }
  }

  @Test("At a rate the n-th event played is due n periods behind the first: no drift over a million")
  func rate() {
    var clock = PacingClock(.framesPerSecond(2000))
    #expect(clock.due(event, now: 10) == 10)
    for _ in 0..<1_000_000 { clock.played() }
    #expect(clock.due(event, now: 999) == 10 + 500_000_000_000)
  }

  @Test("After a standstill the next event is due at once and the others follow from it; at max every event is due at once")
  func restart() {
    var clock = PacingClock(.eventTime(speed: 1))
    _ = clock.due(event, now: 0)
    clock.restart()
    #expect(clock.due(event.adding(nanoseconds: 5_000), now: 90_000) == 90_000)
    #expect(clock.due(event.adding(nanoseconds: 6_000), now: 90_000) == 91_000)
    var max = PacingClock(.max)
    #expect(max.due(event, now: 3) == 3 && max.due(event.adding(nanoseconds: 1 << 60), now: 4) == 4)
  }

  @Test("Times that jump back or away overflow nothing")
  func wild() {
    var clock = PacingClock(.eventTime(speed: 1e-6))
    _ = clock.due(event, now: 100)
    #expect(clock.due(Timestamp(nanoseconds: 0), now: 200) == 100)
    #expect(clock.due(Timestamp(nanoseconds: 1 << 61), now: 200) > 1 << 54)
  }
}

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
