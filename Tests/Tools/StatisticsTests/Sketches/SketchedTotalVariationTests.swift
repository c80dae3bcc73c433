import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite("total variation of bounded counts") struct SketchedTotalVariationTests {
  static func profile(_ counts: [String: Int], capacity: Int) -> CategoricalProfile {
    var profile = CategoricalProfile(capacity: capacity)
    for (category, weight) in counts.sorted(by: { $0.key < $1.key }) { profile.update(category, weight: weight) }
    return profile
  }

  static func exact(_ a: [String: Int], _ b: [String: Int]) -> Double {
    let (n, m) = (Double(a.values.reduce(0, +)), Double(b.values.reduce(0, +)))
    return Set(a.keys).union(b.keys).sorted().reduce(0.0) { $0 + abs(Double(a[$1] ?? 0) / n - Double(b[$1] ?? 0) / m) } / 2
  }

  @Test("is the exact value while categories fit, and names the new and the vanished")
  func fits() throws {
    let (a, b) = (["x": 3, "y": 1], ["x": 1, "z": 1])
    let found = try SketchedTotalVariation(reference: Self.profile(a, capacity: 9), current: Self.profile(b, capacity: 9))
    #expect(found.value == 0.5 && found.least == 0.5 && found.greatest == 0.5 && found.new == ["z"] && found.vanished == ["y"])
    #expect(throws: StatisticsError.self) { try SketchedTotalVariation(reference: Self.profile([:], capacity: 9), current: Self.profile(b, capacity: 9)) }
  }

  @Test("its interval holds the exact value where categories do not fit, over 40 seeds")
  func overflow() throws {
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      func counts(_ shift: Int) -> [String: Int] {
        var counts: [String: Int] = [:]
        for _ in 0..<2000 { counts["c\(Int(1 / (generator.unit() + 0.01)) + shift)", default: 0] += 1 }
        return counts
      }
      let (a, b) = (counts(0), counts(Int(seed % 3)))
      let found = try SketchedTotalVariation(reference: Self.profile(a, capacity: 10), current: Self.profile(b, capacity: 10))
      let exact = Self.exact(a, b)
      #expect(found.least <= exact + 1e-12 && exact <= found.greatest + 1e-12, "seed \(seed): \(exact) in \(found.least)…\(found.greatest)")
      #expect(found.least <= found.value && found.value <= found.greatest, "seed \(seed)")
    }
  }
}
