import Drift
import Testing

@Suite("numbers for sentences") struct NumberTextTests {
  @Test("three significant digits, no trailing zeros")
  func examples() {
    for (value, text) in [
      (0.3141, "0.314"), (12, "12"), (-1.5, "-1.5"), (3.1e-5, "3.1e-05"), (1.2e6, "1.2e+06"), (0, "0"), (.nan, "NaN"), (.infinity, "inf"), (-.infinity, "-inf"),
      (999.6, "1000"), (0.9996, "1"), (99_960, "100000"), (99_940, "99900"), (1e-300, "1e-300"), (0.05, "0.05"), (123_456, "123000"),
    ] as [(Double, String)] { #expect(NumberText.short(value) == text) }
  }
}
