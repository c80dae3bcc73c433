@testable import friday
import Simulation
import Testing

@Suite("Pacing")
struct PacingTests {
  @Test("A speed is max or a factor above 0")
  func pacing() {
    #expect(Pacing(argument: "max") == .max && Pacing(argument: "20") == .times(20) && Pacing(argument: "0.5") == .times(0.5))
    for text in ["", "0", "-1", "inf", "nan", "fast", "2e6", "max "] { #expect(Pacing(argument: text) == nil, "\(text)") }
    #expect(Pacing.max.description == "max" && Pacing.times(20).description == "20×" && Pacing.times(0.5).description == "0.5×")
    #expect(Pacing.max.pace == .max && Pacing.times(3).pace == .eventTime(speed: 3))
  }
}
