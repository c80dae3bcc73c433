import TestSupport
import Testing

@testable import Drift

@Suite("Online discovery by e-values")
struct OnlineDiscoveryTests {
  @Test("spends α over all hypotheses and earns with each discovery")
  func levels() {
    var discovery = OnlineDiscovery(alpha: 0.1)
    let first = discovery.test(1)
    #expect(!first)
    #expect(abs(discovery.level - 0.1 * 6 / (.pi * .pi)) < 1e-15)
    let second = discovery.test(1e6)
    #expect(second && discovery.discoveries == 1)
    _ = discovery.test(0)
    #expect(abs(discovery.level - 2 * 0.1 * 6 / (.pi * .pi * 9)) < 1e-15 && discovery.tested == 3)
  }

  @Test("keeps the false discovery rate with e-values that depend on each other")
  func rate() {
    var shares: [Double] = []
    for seed in 1...400 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var discovery = OnlineDiscovery(alpha: 0.2)
      var (falseOnes, all) = (0, 0)
      // One shared e-value of mean 1 for every null: as dependent as can be.
      let shared = generator.unit() < 0.02 ? 50.0 : 0
      for index in 0..<50 {
        let isNull = index % 3 != 0
        if discovery.test(isNull ? shared : 1e5) {
          all += 1
          if isNull { falseOnes += 1 }
        }
      }
      shares.append(all == 0 ? 0 : Double(falseOnes) / Double(all))
    }
    #expect(StudyInterval(shares).lower <= 0.2)
    #expect(shares.contains { $0 > 0 }, "some false discovery happens, or the test shows nothing")
  }
}
