import Domain
import Foundation
import TestSupport
import Testing

@testable import Features

@Suite("Feature operators") struct OperatorTests {
  @Test("a sliding sum equals the sum over the window, and its ring never loses anything", arguments: 1...6)
  func slidingSum(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let window: Int64 = 1000
    var sums = SlidingSum<Int>(window: window, capacity: 8)
    var wide = SlidingSum<Int>(window: window, capacity: 2048)
    var all: [(time: Int64, value: Int)] = []
    var time: Int64 = 0
    for _ in 0..<1500 {
      time += Int64(random.next() % 40) * (random.next() % 50 == 0 ? 40 : 1)
      let value = Int(random.next() % 100) - 50
      all.append((time, value))
      sums.add(value, at: time)
      wide.add(value, at: time)
      let exact = all.filter { $0.time > time - window }.map(\.value).reduce(0, +)
      #expect(wide.total == exact, "seed \(seed) at \(time)")
      // What the small ring holds beyond the window is younger than one grain more: a run of the latest elements is summed.
      let newer = all.filter { $0.time > time - window }.map(\.value)
      var suffix = newer.reduce(0, +)
      var possible: Set<Int> = [suffix]
      for element in all.reversed() where element.time <= time - window && element.time > time - window - sums.grain {
        suffix += element.value
        possible.insert(suffix)
      }
      #expect(possible.contains(sums.total), "seed \(seed) at \(time)")
      #expect(sums.count <= 8)
    }
    sums.advance(to: time + window)
    #expect(sums.total == 0 && sums.count == 0, "seed \(seed): nothing is left when all have gone")
  }

  @Test("a rate far above its ring's capacity neither keeps what has left nor looks back too far") func floods() {
    var sums = SlidingSum<Int>(window: 1_000_000, capacity: 64)
    var change = MidReturn(horizon: 1_000_000, capacity: 64)
    for step in 0..<200_000 {
      let time = Int64(step) * 17  // 58,000 timestamps a window
      sums.add(1, at: time)
      change.update(doubledMid: 1_000_000 + Int64(step), at: time)
      guard time > 2_000_000, step % 1000 == 0 else { continue }
      let exact = (1_000_000 + 16) / 17
      #expect((exact...(exact + Int(sums.grain) / 17 + 1)).contains(sums.total))
      let back = Double(1_000_000 + step) / exp(change.value(doubledMid: 1_000_000 + Int64(step), at: time) ?? 0) - 1_000_000
      let asked = Double(time - 1_000_000) / 17
      #expect(back <= asked + 1e-3 && back >= asked - Double(change.grain) / 17 - 1.001, "looked back to \(back), asked for \(asked)")
    }
  }

  @Test("a sliding sum at the ends of time neither overflows nor forgets")
  func slidingSumEnds() {
    var sums = SlidingSum<Int>(window: .max, capacity: 8)
    sums.add(1, at: .min)
    sums.add(2, at: .min + 1)
    #expect(sums.total == 3)
    sums.advance(to: .max)
    #expect(sums.total == 0)
  }

  @Test("a return looks back to the last mid that stood at the horizon", arguments: 1...6)
  func midReturn(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var operatorUnderTest = MidReturn(horizon: 500, capacity: 2048)
    var small = MidReturn(horizon: 500, capacity: 8)
    var mids: [(time: Int64, mid: Int64)] = []
    var time: Int64 = 0
    for _ in 0..<1200 {
      time += Int64(random.next() % 30)
      let mid = 1000 + Int64(random.next() % 5)
      mids.append((time, mid))
      operatorUnderTest.update(doubledMid: mid, at: time)
      small.update(doubledMid: mid, at: time)
      let then = mids.last { $0.time <= time - 500 }
      let found = operatorUnderTest.value(doubledMid: mid, at: time)
      #expect((found == nil) == (then == nil), "seed \(seed)")
      if let found, let then { #expect(abs(found - log(Double(mid) / Double(then.mid))) < 1e-14, "seed \(seed)") }
      // The bounded ring answers with a mid that stood at most a grain before the horizon.
      let coarse = small.value(doubledMid: mid, at: time)
      #expect((coarse == nil) == (then == nil), "seed \(seed)")
      if let coarse {
        let last = mids.lastIndex { $0.time <= time - 500 - small.grain } ?? 0
        let stood = mids[last...].filter { $0.time <= time - 500 }
        #expect(stood.contains { abs(coarse - log(Double(mid) / Double($0.mid))) < 1e-14 }, "seed \(seed) at \(time)")
      }
    }
  }

  @Test("a one-tick move keeps all its digits") func smallMove() {
    let price: Int64 = 1 << 49
    let exact = 1 / Double(price) - 1 / (2 * Double(price) * Double(price))
    #expect(abs(MathFunctions.logRatio(price + 1, over: price) / exact - 1) < 1e-15)
    #expect(MathFunctions.logRatio(price, over: price) == 0)
    #expect(MathFunctions.logRatio(price + 1, over: price) > 0 && MathFunctions.logRatio(price, over: price + 1) < 0)
  }

  @Test("volatility does not depend on how often an unchanged mid is quoted") func quotingRate() {
    var sparse = RealisedVolatility(halfLife: 1_000_000_000)
    var dense = RealisedVolatility(halfLife: 1_000_000_000)
    for second in 0..<20 {
      let mid = Int64(2000 + second % 3)
      sparse.update(doubledMid: mid, at: Int64(second) * 1_000_000_000)
      for tenth in 0..<10 { dense.update(doubledMid: mid, at: Int64(second) * 1_000_000_000 + Int64(tenth) * 100_000_000) }
    }
    #expect(sparse.value(at: 20_000_000_000) == dense.value(at: 20_000_000_000))
    #expect(sparse.value(at: 20_000_000_000) ?? 0 > 0)
  }

  @Test("volatility of a random walk is its step") func volatilityLevel() {
    var random = SeededGenerator(seed: 11)
    var operatorUnderTest = RealisedVolatility(halfLife: 600_000_000_000)
    var mid: Int64 = 1_000_000_000
    for second in 0..<6000 {
      operatorUnderTest.update(doubledMid: mid, at: Int64(second) * 1_000_000_000)
      mid += random.next() % 2 == 0 ? 100_000 : -100_000
    }
    let value = operatorUnderTest.value(at: 6_000_000_000_000) ?? 0
    #expect(abs(value / 1e-4 - 1) < 0.02, "steps of 1e-4 a second give \(value)")
  }

  @Test("wide sums become doubles to within one unit in the last place", arguments: 1...5)
  func approximated(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let wide = Int128(truncatingIfNeeded: Int64(bitPattern: random.next())) << Int128(random.next() % 60)
      let exact = Double(wide)
      #expect(abs(wide.approximated - exact) <= exact.ulp, "seed \(seed): \(wide)")
    }
    for edge in [Int128(0), 1, -1, Int128(Int64.max), Int128(Int64.min), Int128(Int64.max) + 1, .max, .min] {
      #expect(abs(edge.approximated - Double(edge)) <= Double(edge).ulp)
    }
  }

  @Test("a bar closes when a later bar's event comes, and a bar without a mid gives none") func bars() {
    var bars = BarCloses(length: 10)
    #expect(bars.advance(to: -15) == nil)  // bar −2
    bars.observe(7)
    bars.observe(8)
    #expect(bars.advance(to: -11) == nil)
    #expect(bars.advance(to: -10) == 8)
    #expect(bars.advance(to: 0) == nil)
    bars.observe(9)
    #expect(bars.advance(to: 1_000_000) == 9)
  }
}
