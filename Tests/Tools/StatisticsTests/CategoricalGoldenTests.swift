import Foundation
import Statistics
import Testing
import TestSupport

/// Every case and every key of `categorical.json`, computed with scipy.
@Suite("categorical statistics against scipy") struct CategoricalGoldenTests {
  @Test("give scipy's numbers in every case")
  func all() throws {
    let golden = try GoldenFiles("drift")
    var cases = 0
    var values = 0
    for (name, body) in try golden.cases("categorical.json") {
      let expected = try #require(body["expected"] as? [String: Any])
      let counts = CategoryCounts(
        reference: try golden.texts(try #require(body["a"] as? String)), current: try golden.texts(try #require(body["b"] as? String)))
      let numbers = GoldenNumbers(name)
      for (key, value) in expected { try Self.compare(counts, GoldenKey(key), key, value, numbers) }
      cases += 1
      values += numbers.values
    }
    try golden.report("categorical.json", cases: cases, values: values)
  }

  static func compare(_ counts: CategoryCounts, _ key: GoldenKey, _ text: String, _ value: Any, _ numbers: GoldenNumbers) throws {
    let table = counts.table
    let distance = DiscreteDistance(referenceCounts: counts.reference, currentCounts: counts.current)
    switch key.name {
    case "categories":
      #expect(counts.names == value as? [String], "\(numbers.place)")
    case "table":
      let rows = try #require(value as? [Any])
      numbers.equal(counts.reference, rows.first, text)
      numbers.equal(counts.current, rows.last, text)
    case "chi2":
      guard let correction = key.parameters["correction"] else { return numbers.unknown(text) }
      try outcome(table.chiSquared(yates: correction == "true"), text, value, numbers)
    case "g_test": try outcome(table.likelihoodRatio(), text, value, numbers)
    case "cramers_v": numbers.near(table.cramersV, value, relative: 1e-10, text)
    case "fisher_exact":
      let test = FisherExactTest(counts.reference[0], counts.reference[1], counts.current[0], counts.current[1])
      for (field, wanted) in try #require(value as? [String: Any]) {
        switch field {
        case "odds_ratio": numbers.near(test.oddsRatio, wanted, relative: 1e-10, text)
        case "pvalue": numbers.near(test.pValue, wanted, relative: 1e-8, text)
        default: numbers.unknown("\(text)/\(field)")
        }
      }
    case "psi_cat":
      guard let epsilon = key.parameters["eps"].flatMap(Double.init) else { return numbers.unknown(text) }
      numbers.near(distance.populationStability(epsilon: epsilon), value, absolute: 1e-12, relative: 1e-10, text)
    case "js":
      for (field, wanted) in try #require(value as? [String: Any]) {
        switch field {
        case "divergence_nats": numbers.near(distance.jensenShannon, wanted, absolute: 1e-12, text)
        case "distance_base_e": numbers.near(distance.jensenShannonDistance, wanted, absolute: 1e-12, text)
        case "distance_base_2": numbers.near(distance.jensenShannonDistanceBase2, wanted, absolute: 1e-12, text)
        default: numbers.unknown("\(text)/\(field)")
        }
      }
    case "hellinger": numbers.near(distance.hellinger, value, absolute: 1e-12, text)
    case "l_infinity": numbers.near(distance.greatestDifference, value, absolute: 1e-12, text)
    case "total_variation": numbers.near(distance.totalVariation, value, absolute: 1e-12, text)
    default: numbers.unknown(text)
    }
  }

  static func outcome(_ test: ContingencyTable.Outcome?, _ text: String, _ value: Any, _ numbers: GoldenNumbers) throws {
    for (field, wanted) in try #require(value as? [String: Any]) {
      switch field {
      case "statistic": numbers.near(test?.statistic, wanted, absolute: 1e-12, relative: 1e-10, text)
      case "pvalue": numbers.near(test?.pValue, wanted, relative: 1e-8, text)
      case "dof": numbers.equal(test?.degrees ?? -1, wanted, text)
      default: numbers.unknown("\(text)/\(field)")
      }
    }
  }
}
