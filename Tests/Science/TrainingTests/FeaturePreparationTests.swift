import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("Prepared features") struct FeaturePreparationTests {
  typealias Rule = FeaturePreparation.Rule
  static let imputations: [FeaturePreparation.Imputation] = [.mean, .median, .constant(50), .passthrough]
  static let scalings: [FeaturePreparation.Scaling] = [.standard, .minmax(from: 0, to: 100), .robust, .passthrough]
  static let rules = imputations.flatMap { imputation in scalings.map { Rule(column: "c", imputation: imputation, scaling: $0) } }

  private static func values(seed: UInt64, rows: Int) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<rows * rules.count).map { _ in random.next() % 6 == 0 ? .nan : 1e6 + 100 * random.normal() }
  }

  private static func column(_ values: [Double], _ index: Int, _ rows: Range<Int>) -> [Double] { rows.map { values[$0 * rules.count + index] } }

  @Test("what is fitted are the training rows' own numbers", arguments: 1...4) func fits(seed: UInt64) throws {
    let values = Self.values(seed: seed, rows: 300)
    let preparation = try FeaturePreparation(Self.rules, values: values.span, trainingRows: 20..<220)
    for (index, fitted) in preparation.columns.enumerated() {
      let all = Self.column(values, index, 20..<220)
      let present = all.filter { !$0.isNaN }.sorted()
      let median = present.count % 2 == 1 ? present[present.count / 2] : (present[present.count / 2 - 1] + present[present.count / 2]) / 2
      let mean = present.reduce(0, +) / Double(present.count)
      let fill: Double? =
        switch fitted.rule.imputation {
        case .mean: mean
        case .median: median
        case .constant(let value): value
        case .passthrough: nil
        }
      #expect((fitted.fill == nil) == (fill == nil) && abs((fitted.fill ?? 0) - (fill ?? 0)) < 1e-8)
      let filled = all.compactMap { $0.isNaN ? fitted.fill : $0 }.sorted()
      func quantile(_ q: Double) -> Double {
        let place = Double(filled.count - 1) * q
        let low = Int(place.rounded(.down))
        return filled[low] + (place - Double(low)) * (filled[min(low + 1, filled.count - 1)] - filled[low])
      }
      let center = filled.reduce(0, +) / Double(filled.count)
      switch fitted.rule.scaling {
      case .standard:
        let variance = filled.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(filled.count)
        #expect(abs(fitted.center - center) < 1e-6 && abs(fitted.spread / variance.squareRoot() - 1) < 1e-9)
      case .minmax: #expect(fitted.center == filled.first && fitted.center + fitted.spread == filled.last && fitted.width == 100 && fitted.floor == 0)
      case .robust: #expect(abs(fitted.center - quantile(0.5)) < 1e-8 && abs(fitted.spread - (quantile(0.75) - quantile(0.25))) < 1e-8)
      case .passthrough: #expect(fitted.center == 0 && fitted.spread == 1 && fitted.width == 1 && fitted.floor == 0)
      }
    }
  }

  @Test("rows outside the training rows change nothing", arguments: 1...4) func trainingRowsOnly(seed: UInt64) throws {
    let values = Self.values(seed: seed, rows: 100)
    var others = values
    for index in others.indices where !(30..<80).contains(index / Self.rules.count) { others[index] = index % 3 == 0 ? .nan : 1e12 }
    let (one, other) = (try FeaturePreparation(Self.rules, values: values.span, trainingRows: 30..<80), try FeaturePreparation(Self.rules, values: others.span, trainingRows: 30..<80))
    #expect(one == other && one.fittedRows == 30..<80)
  }

  @Test("apply is pure, missing without a fill stays missing, and inverse leads back", arguments: 1...4) func applies(seed: UInt64) throws {
    let width = Self.rules.count
    let values = Self.values(seed: seed, rows: 120)
    let preparation = try FeaturePreparation(Self.rules, values: values.span, trainingRows: 0..<60)
    let copy = try JSONDecoder().decode(FeaturePreparation.self, from: JSONEncoder().encode(preparation))
    #expect(copy == preparation)
    for row in 0..<120 {
      let raw = Array(values[(row * width)..<((row + 1) * width)])
      let once = preparation.apply(raw)
      #expect(once.map(\.bitPattern) == preparation.apply(raw).map(\.bitPattern) && once.map(\.bitPattern) == copy.apply(raw).map(\.bitPattern))
      let back = preparation.inverse(once)
      for (index, fitted) in preparation.columns.enumerated() {
        #expect(once[index].isNaN == (raw[index].isNaN && fitted.fill == nil))
        let wanted = raw[index].isNaN ? fitted.fill : raw[index]
        if let wanted { #expect(abs(back[index] - wanted) <= 1e-12 * abs(wanted)) } else { #expect(back[index].isNaN) }
      }
    }
    #expect(preparation == copy, "applying fits nothing")
  }

  @Test("a column of equal values is moved, not stretched") func constantColumn() throws {
    let rules = Self.scalings.map { Rule(column: "c", imputation: .mean, scaling: $0) }
    let preparation = try FeaturePreparation(rules, values: Array(repeating: 7.1, count: 12).span, trainingRows: 0..<3)
    #expect(preparation.apply([7.1, 7.1, 7.1, 7.1]) == [0, 0, 0, 7.1])
    let moved = preparation.apply([8.1, .infinity, 7.1, .nan])
    #expect(abs(moved[0] - 1) < 1e-12 && moved[1] == 0 && moved[3] == 7.1)
  }

  @Test("a rule that cannot be fitted is refused by its column") func faults() throws {
    let empty = [Double.nan, .nan]
    for (rule, word) in [
      (Rule(column: "x", imputation: .mean, scaling: .passthrough), "mean"), (Rule(column: "x", imputation: .median, scaling: .passthrough), "median"),
      (Rule(column: "x", imputation: .passthrough, scaling: .standard), "scaled by"), (Rule(column: "x", imputation: .constant(.nan), scaling: .passthrough), "no number"),
      (Rule(column: "x", imputation: .constant(1), scaling: .minmax(from: 1, to: 1)), "no range"),
    ] {
      var said: String?
      do throws(PreparationFault) { _ = try FeaturePreparation([rule], values: empty.span, trainingRows: 0..<2) } catch { said = error.description }
      #expect(said?.contains(word) == true && said?.contains("\"x\"") == true, "\(rule): \(said ?? "fitted")")
    }
    let free = try FeaturePreparation([Rule(column: "x", imputation: .passthrough, scaling: .passthrough)], values: empty.span, trainingRows: 0..<2)
    #expect(free.apply([3]) == [3] && free.apply([.nan])[0].isNaN)
  }
}
