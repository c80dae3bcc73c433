import Foundation
import TestSupport
import Testing

@testable import Features

/// The queue of two stacks against folding its elements anew.
@Suite("Sliding window") struct SlidingWindowTests {
  /// Random pushes and drops; after each, `compare` sees the window's summary and the elements inside.
  private func run<Aggregate: WindowAggregate>(
    _ type: Aggregate.Type, seed: UInt64, element: (inout SeededGenerator) -> Aggregate.Element, compare: (Aggregate, [Aggregate.Element]) -> Void
  ) {
    var random = SeededGenerator(seed: seed)
    var window = SlidingWindow<Aggregate>()
    var elements: [Aggregate.Element] = []
    for step in 0..<3000 {
      let wanted = 3 + (step / 300) * 7 % 40
      while !elements.isEmpty, elements.count > wanted || random.next() % 4 == 0 {
        window.dropOldest()
        elements.removeFirst()
      }
      let next = element(&random)
      window.push(next)
      elements.append(next)
      #expect(window.count == elements.count)
      compare(window.total, elements)
    }
  }

  @Test("order is kept across the turn: a weighted sum is that of the elements inside", arguments: 1...3 as ClosedRange<UInt64>)
  func weighted(seed: UInt64) {
    run(WeightedSumAggregate.self, seed: seed, element: { Double($0.next() % 1000) }) { total, elements in
      #expect(total.weighted == elements.enumerated().map { Double($0 + 1) * $1 }.reduce(0, +))
    }
  }

  @Test("bipower pairs are those with both returns inside", arguments: 1...3 as ClosedRange<UInt64>)
  func bipower(seed: UInt64) {
    // x and y are apart here, so that a pair counted for another is seen.
    run(BipowerAggregate.self, seed: seed, element: { PairPoint(x: Double($0.next() % 100), y: Double($0.next() % 1000)) }) { total, elements in
      #expect(total.squares == elements.map { $0.x * $0.x }.reduce(0, +))
      #expect(total.pairs == elements.dropFirst().map(\.y).reduce(0, +))
    }
  }

  @Test("extremes are those inside", arguments: 1...3 as ClosedRange<UInt64>)
  func extremes(seed: UInt64) {
    run(ExtremeAggregate.self, seed: seed, element: { PairPoint(x: Double($0.next() % 50), y: Double($0.next() % 50)) }) { total, elements in
      #expect(total.highest == elements.map(\.x).max() && total.lowest == elements.map(\.y).min())
    }
  }

  @Test("pair moments equal two passes over the elements inside", arguments: [0, 1e12], 1...3 as ClosedRange<UInt64>)
  func pairs(offset: Double, seed: UInt64) {
    let element: (inout SeededGenerator) -> PairPoint = { PairPoint(x: offset + Double($0.next() % 16), y: -offset + Double($0.next() % 16)) }
    run(PairMoments.self, seed: seed, element: element) { total, elements in
      let n = Double(elements.count)
      let (x, y) = (elements.map { $0.x - offset }, elements.map { $0.y + offset })
      let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
      let products = zip(x, y).map { ($0 - mx) * ($1 - my) }.reduce(0, +)
      #expect(abs(total.products - products) < 1e-9, "seed \(seed)")
      #expect(abs(total.squaresX - x.map { ($0 - mx) * ($0 - mx) }.reduce(0, +)) < 1e-9)
      #expect((total.squaresX == 0) == (Set(x).count == 1) && (total.squaresY == 0) == (Set(y).count == 1))
    }
  }

  @Test("moments equal two passes at any level, and an outlier leaves no residue", arguments: [0, 1e12, -3e15], 1...3 as ClosedRange<UInt64>)
  func moments(offset: Double, seed: UInt64) {
    let element: (inout SeededGenerator) -> Double = { $0.next() % 37 == 0 ? 1e13 : offset + Double($0.next() % 8) }
    run(FourthMoments.self, seed: seed, element: element) { total, elements in
      guard !elements.contains(1e13) else { return }
      let n = Double(elements.count)
      let x = elements.map { $0 - offset }
      let mean = x.reduce(0, +) / n
      for (found, power) in [(total.central.second, 2), (total.central.third, 3), (total.central.fourth, 4)] {
        let exact = x.map { pow($0 - mean, Double(power)) }.reduce(0, +) / n
        #expect(abs(found - exact) < 1e-9, "seed \(seed), power \(power)")
      }
      #expect((total.central.second == 0) == (Set(x).count == 1))
    }
    run(SecondMoments.self, seed: seed, element: element) { total, elements in
      guard !elements.contains(1e13) else { return }
      let n = Double(elements.count)
      let x = elements.map { $0 - offset }
      let mean = x.reduce(0, +) / n
      #expect(abs(total.squares - x.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)) < 1e-9)
      #expect(abs(total.deviation(of: elements[0]) - (x[0] - mean)) < 1e-12)
      #expect((total.squares == 0) == (Set(x).count == 1))
    }
  }

  @Test("ranks and quantiles are those of the sorted window", arguments: 1...4 as ClosedRange<UInt64>)
  func order(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var window = OrderStatisticWindow()
    var elements: [Double] = []
    for step in 0..<3000 {
      let wanted = 2 + (step / 250) * 11 % 90
      while !elements.isEmpty, elements.count > wanted || random.next() % 5 == 0 {
        window.dropOldest()
        elements.removeFirst()
      }
      // Half of the seeds have few values and so many ties.
      let next = seed % 2 == 0 ? Double(random.next() % 6) : random.normal()
      window.push(next)
      elements.append(next)
      let sorted = elements.sorted()
      let place = Int(random.next() % UInt64(elements.count))
      #expect(window.value(at: place) == sorted[place], "seed \(seed), step \(step)")
      let ranks = window.ranks(of: next)
      #expect(ranks.less == elements.filter { $0 < next }.count && ranks.equal == elements.filter { $0 == next }.count)
      let half = Double(elements.count - 1) / 2
      let median = (sorted[Int(half)] + sorted[Int(half.rounded(.up))]) / 2
      #expect(abs(window.quantile(0.5) - median) < 1e-15 * max(1, abs(median)))
    }
  }

  @Test("mean absolute deviations are those of the window alone, also after an outlier and a fall of the level", arguments: 1...3 as ClosedRange<UInt64>)
  func deviations(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var window = OrderStatisticWindow(keepsSums: true)
    var elements: [Double] = []
    for step in 0..<3000 {
      if elements.count == 90 {
        window.dropOldest()
        elements.removeFirst()
      }
      let level = step / 700 % 2 == 0 ? 1e12 : 0
      let next = random.next() % 400 == 0 ? 1e15 : level + Double(random.next() % 40) / 8
      window.push(next)
      elements.append(next)
      let low = elements.min() ?? 0
      let shifted = elements.map { $0 - low }
      let mean = shifted.reduce(0, +) / Double(elements.count)
      let exact = shifted.map { abs($0 - mean) }.reduce(0, +) / Double(elements.count)
      let found = window.meanAbsoluteDeviation(from: low + mean)
      // The centre itself is rounded at the level of the values.
      #expect(abs(found - exact) <= 1e-12 * exact + 2 * low.ulp, "seed \(seed), step \(step): \(found), not \(exact)")
    }
  }
}
