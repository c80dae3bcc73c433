@testable import Simulation
import Domain
import Testing

@Suite("PacingClock")
struct PacingClockTests {
  private let event = Timestamp(seconds: 1_000)

  @Test("At N times the pace an event is due a Nth of its distance behind the first, whatever the clock says meanwhile", arguments: [0.5, 1, 20])
  func speed(factor: Double) {
    var clock = PacingClock(.eventTime(speed: factor))
    var due = clock.due(event, now: 77)
    #expect(due == 77)
    for millisecond in 1...1000 as ClosedRange<Int64> {
      due = clock.due(event.adding(nanoseconds: millisecond * 1_000_000), now: 1_000_000_000 * millisecond)
      #expect(abs(Double(due - 77) - Double(millisecond) * 1e6 / factor) <= 1)
    }
  }

  @Test("At a rate the n-th event played is due n periods behind the first: no drift over a million")
  func rate() {
    var clock = PacingClock(.framesPerSecond(2000))
    var due = clock.due(event, now: 10)
    #expect(due == 10)
    for _ in 0..<1_000_000 { clock.played() }
    due = clock.due(event, now: 999)
    #expect(due == 10 + 500_000_000_000)
  }

  @Test("After a standstill the next event is due at once and the others follow from it; at max every event is due at once")
  func restart() {
    var clock = PacingClock(.eventTime(speed: 1))
    _ = clock.due(event, now: 0)
    clock.restart()
    var due = clock.due(event.adding(nanoseconds: 5_000), now: 90_000)
    #expect(due == 90_000)
    due = clock.due(event.adding(nanoseconds: 6_000), now: 90_000)
    #expect(due == 91_000)
    var max = PacingClock(.max)
    let dues = [max.due(event, now: 3), max.due(event.adding(nanoseconds: 1 << 60), now: 4)]
    #expect(dues == [3, 4])
  }

  @Test("Times that jump back or away overflow nothing")
  func wild() {
    var clock = PacingClock(.eventTime(speed: 1e-6))
    _ = clock.due(event, now: 100)
    var due = clock.due(Timestamp(nanoseconds: 0), now: 200)
    #expect(due == 100)
    due = clock.due(Timestamp(nanoseconds: 1 << 61), now: 200)
    #expect(due > 1 << 54)
  }
}
