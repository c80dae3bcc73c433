import TestSupport
import Testing

@testable import Drift

@Suite("Sliding Kolmogorov–Smirnov distances")
struct SlidingKSTests {
  /// The naive twin: counts at every pooled value.
  private func naive(_ a: [Double], _ b: [Double]) -> Double {
    (a + b).map { x in abs(Double(a.count { $0 <= x }) / Double(a.count) - Double(b.count { $0 <= x }) / Double(b.count)) }.max() ?? 0
  }

  @Test("of a window to a reference equals the naive one at every value, with and without ties")
  func reference() {
    for seed in 1...6 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      func draw() -> Double { seed.isMultiple(of: 2) ? (generator.unit() * 8).rounded() : generator.normal() }
      let reference = (0..<Int(20 + seed * 7)).map { _ in draw() }
      let window = 10 + Int(seed) * 3
      var sliding = SlidingKS(reference: reference, window: window)
      var stream: [Double] = []
      for step in 0..<200 {
        stream.append(draw() + (step > 100 ? 1 : 0))
        sliding.update(stream[step])
        if step + 1 < window {
          #expect(sliding.distance == nil)
        } else {
          #expect(abs(sliding.distance! - naive(reference, Array(stream.suffix(window)))) < 1e-12, "seed \(seed) step \(step)")
        }
      }
      sliding.clear()
      #expect(sliding == SlidingKS(reference: reference, window: window))
    }
  }

  @Test("of two neighbouring windows equals the naive one at every value, with and without ties")
  func twoWindows() {
    for seed in 1...6 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let window = 8 + Int(seed) * 4
      var windows = TwoWindowKS(window: window)
      var stream: [Double] = []
      for step in 0..<250 {
        stream.append(seed.isMultiple(of: 2) ? (generator.unit() * 6).rounded() : generator.normal() + (step > 120 ? 2 : 0))
        windows.update(stream[step])
        if step + 1 < 2 * window {
          #expect(windows.distance == nil)
        } else {
          let newer = Array(stream.suffix(window))
          let older = Array(stream.suffix(2 * window).prefix(window))
          #expect(abs(windows.distance! - naive(older, newer)) < 1e-12, "seed \(seed) step \(step)")
        }
      }
      windows.clear()
      #expect(windows == TwoWindowKS(window: window))
    }
  }

  @Test("ranks of the treap equal counting, while values come and go")
  func treap() {
    var generator = SeededGenerator(seed: 77)
    var treap = PrefixTreap(capacity: 64)
    var held: [Double] = []
    for _ in 0..<4000 {
      if held.count < 60, generator.unit() < 0.55 {
        let value = (generator.unit() * 40).rounded()
        held.append(value)
        treap.add(value, copies: 1, weight: 1)
      } else if !held.isEmpty {
        let value = held.remove(at: Int(generator.unit() * Double(held.count)))
        treap.add(value, copies: -1, weight: -1)
      }
      let probe = (generator.unit() * 40).rounded()
      let rank = treap.rank(probe)
      #expect(rank.below == held.count { $0 < probe } && rank.equal == held.count { $0 == probe })
      #expect(treap.count == held.count && treap.greatest == held.count)
    }
  }
}
