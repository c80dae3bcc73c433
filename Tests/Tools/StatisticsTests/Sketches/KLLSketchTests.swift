import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite("the quantile sketch") struct KLLSketchTests {
  static func sketch(_ values: [Double], capacity: Int = 64, decay: Double = 1, seed: UInt64 = 1) -> KLLSketch {
    var sketch = KLLSketch(capacity: capacity, decay: decay, seed: seed)
    for value in values { sketch.update(value) }
    return sketch
  }

  /// Samples in orders that sketches stumble over.
  static func sample(_ order: Int, _ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    switch order {
    case 0: return (0..<count).map { _ in generator.normal() }
    case 1: return (0..<count).map { Double($0) }
    case 2: return (0..<count).map { Double(-$0) }
    case 3: return (0..<count).map { (index: Int) -> Double in index % 2 == 0 ? Double(index) : Double(-index) }  // outwards
    case 4: return (0..<count).map { _ in Double(Int.random(in: 0..<5, using: &generator)) }  // ties
    case 5: return (0..<count).map { Double(($0 * 7919) % count) }
    case 6: return (0..<count).map { (index: Int) -> Double in index % 64 < 32 ? Double(index) : .infinity }
    default:  // heavy tails
      return (0..<count).map { index -> Double in
        let cauchy: Double = tan(Double.pi * (generator.unit() - 0.5))
        return index % 3 == 0 ? cauchy : cauchy * 1e6
      }
    }
  }

  /// The greatest difference of any rank, of "≤" and of "<", over every value of the sample.
  static func greatestError(_ sketch: KLLSketch, _ values: [Double]) -> Int {
    let ranks = SketchedRanks(sketch)
    let sorted = values.sorted()
    var worst = 0
    var index = 0
    while index < sorted.count {
      var end = index
      while end < sorted.count, sorted[end] == sorted[index] { end += 1 }
      worst = max(worst, abs(ranks.rank(through: sorted[index]) - end), abs(ranks.rank(below: sorted[index]) - index))
      index = end
    }
    return worst
  }

  @Test("is the sample itself below its capacity")
  func exact() {
    let sketch = Self.sketch([3, 1, 2, 2, .infinity, -.infinity])
    let ranks = SketchedRanks(sketch)
    #expect(sketch.isExact && sketch.worstError == 0 && sketch.error(delta: 0.01) == 0)
    #expect(ranks.values == [-.infinity, 1, 2, 2, 3, .infinity] && ranks.cumulative == [1, 2, 3, 4, 5, 6])
    #expect(ranks.rank(through: 2) == 4 && ranks.rank(below: 2) == 2 && ranks.rank(through: -.infinity) == 1 && ranks.rank(below: -5) == 1)
    #expect(
      ranks.quantile(0) == -.infinity && ranks.quantile(0.5) == 2 && ranks.quantile(1) == .infinity && ranks.distribution(1) == 2.0 / 6)
    #expect(sketch.minimum == -.infinity && sketch.maximum == .infinity)
    #expect(SketchedRanks(KLLSketch(seed: 0)).quantile(0.5) == nil && SketchedRanks(KLLSketch(seed: 0)).distribution(1) == 0)
  }

  @Test("keeps its certain bound for every rank, in every order, at both decays, over seeds", arguments: 0..<8)
  func certainBound(_ order: Int) {
    for seed in UInt64(0)..<6 {
      for decay in [1, 2.0 / 3] {
        let values = Self.sample(order, 3000, seed: seed)
        let sketch = Self.sketch(values, decay: decay, seed: seed &+ 100)
        let error = Self.greatestError(sketch, values)
        #expect(error <= sketch.worstRankError, "order \(order), seed \(seed), decay \(decay)")
        #expect(!sketch.isExact && sketch.inconsistency == nil && sketch.count == values.count, "order \(order), seed \(seed)")
        #expect(sketch.minimum == values.min() && sketch.maximum == values.max())
      }
    }
  }

  @Test("keeps its likely bound as often as it says, for the worst rank of all")
  func likelyBound() {
    let values = Self.sample(0, 2000, seed: 5)
    var broken = 0
    for seed in UInt64(0)..<60 {
      let sketch = Self.sketch(values, decay: 2.0 / 3, seed: seed)
      #expect(
        sketch.rankError(delta: 0.1) <= Double(sketch.worstRankError) && sketch.rankError(delta: 0.1) <= sketch.rankError(delta: 0.001))
      if Double(Self.greatestError(sketch, values)) > sketch.rankError(delta: 0.1) { broken += 1 }
    }
    // 60 runs at 0.1 each: more than 16 has a probability of 10⁻⁴.
    #expect(broken <= 16)
  }

  @Test("its certain bound is the promised one: one capacity-th of the sample a level")
  func size() {
    let count = 200_000
    var sketch = KLLSketch(capacity: 1024, seed: 1)
    for index in 0..<count { sketch.update(Double(index)) }
    let levels = (log2(Double(count) / 1024)).rounded(.up)
    #expect(sketch.worstError <= levels / 1024)
    #expect(sketch.levels.reduce(0) { $0 + $1.count } <= 1024 * sketch.levels.count)
  }

  @Test("parts merged in any shape keep the bound of the whole and its weight, over seeds")
  func merges() {
    for seed in UInt64(0)..<12 {
      var generator = SeededGenerator(seed: seed)
      var all: [Double] = []
      var parts: [KLLSketch] = []
      for part in 0..<Int.random(in: 2...7, using: &generator) {
        let values = Self.sample(
          Int.random(in: 0..<8, using: &generator), Int.random(in: 0...1500, using: &generator), seed: seed &+ UInt64(part))
        all += values
        parts.append(Self.sketch(values, seed: seed << 8 | UInt64(part)))
      }
      while parts.count > 1 {
        let other = parts.remove(at: Int.random(in: 0..<parts.count, using: &generator))
        let into = Int.random(in: 0..<parts.count, using: &generator)
        parts[into].merge(other)
      }
      #expect(parts[0].count == all.count && parts[0].inconsistency == nil, "seed \(seed)")
      #expect(Self.greatestError(parts[0], all) <= parts[0].worstRankError, "seed \(seed)")
    }
  }

  @Test("the same values and seed give the same sketch, and one read back from JSON goes on bit for bit")
  func codable() throws {
    let values = Self.sample(7, 3000, seed: 3) + [.infinity, -.infinity, -0.0]
    let whole = Self.sketch(values, seed: 9)
    #expect(whole == Self.sketch(values, seed: 9) && whole != Self.sketch(values, seed: 10))
    var half = Self.sketch(Array(values[..<1777]), seed: 9)
    half = try JSONDecoder().decode(KLLSketch.self, from: JSONEncoder().encode(half))
    for value in values[1777...] { half.update(value) }
    #expect(half == whole)
  }

  @Test("refuses what contradicts itself when read back", arguments: ["\"count\":3000", "\"worstRankError\":", "\"capacity\":64"])
  func corrupt(_ key: String) throws {
    let text = String(decoding: try JSONEncoder().encode(Self.sketch(Self.sample(0, 3000, seed: 1))), as: UTF8.self)
    let place = try #require(text.range(of: key))
    let damaged =
      key.hasSuffix(":")
      ? text.replacingCharacters(in: place, with: key + "-") : text.replacingCharacters(in: place, with: key.replacing(/:.*/, with: ":7"))
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(KLLSketch.self, from: Data(damaged.utf8)) }
  }
}
