@testable import friday
import Testing

@Suite("TimeSpan")
struct TimeSpanTests {
  @Test("A time span has a unit or counts seconds")
  func spans() {
    for (text, nanoseconds) in [
      ("500ms", 500_000_000), ("30s", 30_000_000_000), ("30", 30_000_000_000), ("5m", 300_000_000_000), ("2h", 7_200_000_000_000), ("1d", 86_400_000_000_000),
      ("0.25s", 250_000_000),
    ] as [(String, Int64)] { #expect(TimeSpan(argument: text)?.nanoseconds == nanoseconds, "\(text)") }
    for text in ["", "s", "0", "-5s", "5x", "1e-12", "1e12d", "inf", "nan", "5 s"] { #expect(TimeSpan(argument: text) == nil, "\(text)") }
    #expect(TimeSpan(argument: "30s")?.duration == .seconds(30))
  }
}
