import Statistics
import TestSupport
import Testing

@testable import Drift

@Suite("a comparison by sketches") struct SketchedDriftComparisonTests {
  static func profile(_ columns: [(String, [Double])], capacity: Int = 512) -> ReferenceProfile {
    var whole = ReferenceProfile()
    for (name, values) in columns {
      var profile = NumericProfile(capacity: capacity, seed: 7)
      profile.update(values.span)
      whole[name] = .numeric(profile)
    }
    whole.addRows(columns.first?.1.count ?? 0)
    return whole
  }

  static func categories(_ counts: [String: Int], capacity: Int) -> ReferenceProfile {
    var profile = CategoricalProfile(capacity: capacity)
    for (category, weight) in counts.sorted(by: { $0.key < $1.key }) { profile.update(category, weight: weight) }
    var whole = ReferenceProfile()
    whole["kind"] = .categorical(profile)
    whole.addRows(profile.count)
    return whole
  }

  @Test("never calls drifted what the exact path does not, over seeds", arguments: 0..<20 as Range<UInt64>)
  func conservative(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let shift = [0, 0.02, 0.05, 0.1, 0.3][Int(seed % 5)]
    let a = (0..<20_000).map { _ in dice.normal() }
    let b = (0..<15_000).map { _ in dice.normal() + shift }
    let sketched = try SketchedDriftComparison(names: ["x"], reference: Self.profile([("x", a)]), current: Self.profile([("x", b)]))
    let exact = try DriftComparison([try ColumnComparison(name: "x", reference: a, current: b)])
    #expect(!sketched.drifted || exact.drifted, "seed \(seed)")
    #expect(sketched.columns[0].comparison.pValue >= exact.columns[0].comparison.pValue * (1 - 1e-9), "seed \(seed)")
    #expect(sketched.columns[0].comparison.leastEffect <= exact.columns[0].comparison.effect + 1e-12, "seed \(seed)")
    if shift == 0.3 { #expect(sketched.drifted, "seed \(seed): a shift of 0.3 is found through the rank error") }
  }

  @Test("categories that fit are compared exactly; of those that do not, the bound decides")
  func categorical() throws {
    let a = ["x": 5000, "y": 5000]
    let b = ["x": 9000, "y": 1000]
    let fits = try SketchedDriftComparison(names: ["kind"], reference: Self.categories(a, capacity: 10), current: Self.categories(b, capacity: 10))
    guard case .categorical = fits.columns[0].comparison else {
      Issue.record("exact counts were not used")
      return
    }
    #expect(fits.drifted)
    var wide = a
    var wideNow = b
    for index in 0..<30 {
      wide["rare\(index)"] = 1
      wideNow["rare\(index)"] = 1
    }
    let bounded = try SketchedDriftComparison(names: ["kind"], reference: Self.categories(wide, capacity: 10), current: Self.categories(wideNow, capacity: 10))
    guard case .bounded(let variation, let pValue) = bounded.columns[0].comparison else {
      Issue.record("the bound was not used")
      return
    }
    #expect(variation.least <= 0.4 && 0.4 <= variation.greatest + 0.01 && pValue < 1e-6 && bounded.drifted)
  }

  @Test("the bound of many categories holds its level by simulation")
  func level() {
    var dice = SeededGenerator(seed: 3)
    var hits = 0
    for _ in 0..<200 {
      var (a, b) = (CategoricalProfile(capacity: 8), CategoricalProfile(capacity: 8))
      for _ in 0..<2000 {
        a.update("c\(Int(dice.unit() * dice.unit() * 12))")
        b.update("c\(Int(dice.unit() * dice.unit() * 12))")
      }
      guard let variation = try? SketchedTotalVariation(reference: a, current: b) else { continue }
      if SketchedColumn.boundedPValue(reference: a, current: b, least: variation.least) <= 0.05 { hits += 1 }
    }
    #expect(hits <= 10)
  }

  @Test("names what cannot be compared, refuses when nothing can")
  func skipped() throws {
    var mixed = Self.categories(["a": 3], capacity: 10)
    mixed["x"] = Self.profile([("x", [1, 2, 3])])["x"]
    var numbers = Self.profile([("kind", [1, 2, 3])])
    numbers["x"] = Self.profile([("x", [1, 2, 4])])["x"]
    let comparison = try SketchedDriftComparison(names: ["kind", "x"], reference: mixed, current: numbers)
    #expect(comparison.columns.map(\.name) == ["x"] && comparison.skipped.map(\.name) == ["kind"])
    #expect(throws: DriftError.noColumns) { _ = try SketchedDriftComparison(names: ["kind"], reference: mixed, current: numbers) }
    #expect(throws: DriftError.self) { _ = try SketchedDriftComparison(names: ["x"], reference: mixed, current: numbers, alpha: 0) }
  }
}
