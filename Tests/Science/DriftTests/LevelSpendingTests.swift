import Testing

@testable import Drift

@Suite("Level spending")
struct LevelSpendingTests {
  @Test("spends α·6/(π²k²) and never more than α in all")
  func sum() {
    var spending = LevelSpending(alpha: 0.05)
    var total = 0.0
    var last = 1.0
    for check in 1...100_000 {
      let level = spending.next()
      #expect(level > 0 && level < last)
      if check == 1 { #expect(abs(level - 0.05 * 6 / (.pi * .pi)) < 1e-15) }
      (total, last) = (total + level, level)
    }
    #expect(spending.checks == 100_000)
    // The tail Σ k⁻² above n lies between 1/(n+1) and 1/n.
    #expect(total < 0.05 && total > 0.05 * (1 - 6 / (.pi * .pi * 100_000)) - 1e-9)
  }
}
