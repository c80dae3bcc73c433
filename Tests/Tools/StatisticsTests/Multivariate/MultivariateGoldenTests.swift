import Foundation
import Statistics
import TestSupport
import Testing

/// Every case of `multivariate.json` against numpy's and scipy's values.
@Suite("multivariate statistics against numpy and scipy") struct MultivariateGoldenTests {
  /// Columns of a CSV file with a header; an empty cell is NaN.
  static func columns(_ file: URL) throws -> [[Double]] {
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let width = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
    var columns = [[Double]](repeating: [], count: width)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      try #require(cells.count == width)
      for (index, cell) in cells.enumerated() { columns[index].append(cell.isEmpty ? .nan : try #require(Double(cell))) }
    }
    return columns
  }

  /// What was compared; a value below the floor is rounding of 0.
  struct Comparison {
    var values = 0
    let name: String

    mutating func check(_ actual: Double?, _ expected: Any?, relative: Double, floor: Double = 1e-14, _ what: String) {
      // Where the peer has no value, nothing is pinned; null is the statement that there is none.
      if expected as? String == "nan" { return }
      values += 1
      if expected is NSNull {
        #expect(actual == nil, "\(name), \(what): \(String(describing: actual)) where there is nothing")
        return
      }
      guard let expected = (expected as? NSNumber)?.doubleValue else {
        Issue.record("\(name), \(what): no number in the file")
        return
      }
      guard let actual else {
        Issue.record("\(name), \(what): nothing computed for \(expected)")
        return
      }
      #expect(abs(actual - expected) <= max(relative * abs(expected), floor), "\(name), \(what): \(actual) for \(expected)")
    }

    mutating func check(_ actual: [Double], _ expected: Any?, relative: Double, floor: Double = 1e-14, _ what: String) {
      let numbers = expected as? [NSNumber] ?? []
      if actual.count != numbers.count || numbers.isEmpty { Issue.record("\(name), \(what): \(actual.count) values for \(numbers.count)") }
      for (index, number) in numbers.enumerated() where index < actual.count {
        check(actual[index], number, relative: relative, floor: floor, "\(what)[\(index)]")
      }
    }

    mutating func check(matrix: [Double], _ expected: Any?, relative: Double, floor: Double, _ what: String) {
      let rows = expected as? [[NSNumber]] ?? []
      for (index, row) in rows.enumerated() {
        check((0..<rows.count).map { matrix[$0 * rows.count + index] }, row, relative: relative, floor: floor, "\(what)[\(index)]")
      }
      if rows.isEmpty { Issue.record("\(name), \(what): no rows") }
    }
  }

  @Test("every case of multivariate.json")
  func cases() throws {
    let golden = try GoldenFiles("drift")
    let document = try #require(try golden.object("multivariate.json") as? [String: Any])
    #expect(Set(document.keys) == ["cases"], "unknown keys beside the cases")
    let cases = try #require(document["cases"] as? [String: [String: Any]])
    var values = 0
    for (name, entry) in cases.sorted(by: { $0.key < $1.key }) {
      #expect(Set(entry.keys) == ["a", "b", "expected"], "\(name): unknown keys")
      let a = try SampleMatrix(columns: Self.columns(golden.url(try #require(entry["a"] as? String))))
      let b = try SampleMatrix(columns: Self.columns(golden.url(try #require(entry["b"] as? String))))
      let expected = try #require(entry["expected"] as? [String: Any])
      var comparison = Comparison(name: name)
      for (key, value) in expected.sorted(by: { $0.key < $1.key }) { try Self.compare(key, value, a, b, &comparison) }
      values += comparison.values
    }
    try golden.report("multivariate.json", cases: cases.count, values: values)
  }

  static func compare(_ key: String, _ value: Any, _ a: SampleMatrix, _ b: SampleMatrix, _ comparison: inout Comparison) throws {
    switch key {
    case "median_heuristic":
      comparison.check(try MaximumMeanDiscrepancy.medianHeuristic(reference: a, current: b), value, relative: 1e-12, key)
    case "mmd_rbf": try discrepancies(try #require(value as? [String: [String: Any]]), a, b, &comparison)
    case "energy_V": comparison.check(try EnergyTest(reference: a, current: b).statistic, value, relative: 1e-10, key)
    case "hotelling": try hotelling(try #require(value as? [String: Any]), a, b, &comparison)
    case "mahalanobis_ref_cov_ddof1": try mahalanobis(try #require(value as? [String: Any]), a, b, &comparison)
    case "cov_ref_ddof1": comparison.check(matrix: try CovarianceMatrix(a).values, value, relative: 1e-10, floor: 1e-13, key)
    case "corr_ref": comparison.check(matrix: try CovarianceMatrix(a).correlations(), value, relative: 1e-10, floor: 1e-13, key)
    case "corr_drift_frobenius": comparison.check(try CorrelationChangeTest(reference: a, current: b).statistic, value, relative: 1e-10, key)
    default:
      if let match = key.wholeMatch(of: /pca_recon_ratio([0-9.]+)/) {
        try components(PrincipalComponents(reference: a, ratio: try #require(Double(match.output.1))), key, value, a, b, &comparison)
      } else if let match = key.wholeMatch(of: /pca_recon_k([0-9]+)/) {
        try components(PrincipalComponents(reference: a, count: try #require(Int(match.output.1))), key, value, a, b, &comparison)
      } else {
        Issue.record("\(comparison.name): unknown key \(key)")
      }
    }
  }

  static func discrepancies(
    _ bandwidths: [String: [String: Any]], _ a: SampleMatrix, _ b: SampleMatrix, _ comparison: inout Comparison
  ) throws {
    for (key, numbers) in bandwidths {
      let match = try #require(key.wholeMatch(of: /sigma=([0-9.e+-]+)/), "\(comparison.name): unknown bandwidth \(key)")
      let sigma = try #require(Double(match.output.1))
      let quadratic = try MaximumMeanDiscrepancy(reference: a, current: b, bandwidth: sigma)
      let linear = try LinearMaximumMeanDiscrepancy(reference: a, current: b, bandwidth: sigma)
      for (name, value) in numbers {
        switch name {
        case "mmd2_unbiased": comparison.check(quadratic.unbiased, value, relative: 1e-10, "\(key) \(name)")
        case "mmd2_biased": comparison.check(quadratic.biased, value, relative: 1e-10, "\(key) \(name)")
        case "mmd2_linear": comparison.check(linear.statistic, value, relative: 1e-10, "\(key) \(name)")
        case "mmd2_linear_stderr": comparison.check(linear.standardError, value, relative: 1e-10, "\(key) \(name)")
        default: Issue.record("\(comparison.name), \(key): unknown key \(name)")
        }
      }
    }
  }

  static func hotelling(_ numbers: [String: Any], _ a: SampleMatrix, _ b: SampleMatrix, _ comparison: inout Comparison) throws {
    let test = try HotellingTest(reference: a, current: b)
    for (name, value) in numbers {
      switch name {
      case "t2": comparison.check(test.statistic, value, relative: 1e-8, name)
      case "F": comparison.check(test.f, value, relative: 1e-8, name)
      case "df1": comparison.check(Double(test.numeratorDegrees), value, relative: 0, name)
      case "df2": comparison.check(Double(test.denominatorDegrees), value, relative: 0, name)
      case "pvalue": comparison.check(test.pValue, value, relative: 1e-8, floor: 0, name)
      default: Issue.record("\(comparison.name), hotelling: unknown key \(name)")
      }
    }
  }

  static func mahalanobis(_ numbers: [String: Any], _ a: SampleMatrix, _ b: SampleMatrix, _ comparison: inout Comparison) throws {
    let distances = try MahalanobisDistance(reference: a).distances(of: b)
    for (name, value) in numbers {
      if let match = name.wholeMatch(of: /first([0-9]+)/) {
        comparison.check(Array(distances.prefix(try #require(Int(match.output.1)))), value, relative: 1e-10, name)
      } else if name == "mean" {
        comparison.check(distances.reduce(0, +) / Double(distances.count), value, relative: 1e-10, name)
      } else if name == "max" {
        comparison.check(distances.max(), value, relative: 1e-10, name)
      } else {
        Issue.record("\(comparison.name), mahalanobis: unknown key \(name)")
      }
    }
  }

  static func components(
    _ model: PrincipalComponents, _ key: String, _ value: Any, _ a: SampleMatrix, _ b: SampleMatrix, _ comparison: inout Comparison
  ) throws {
    // With every component kept the true error is 0 and the peer's values are its rounding: hence the floor.
    let floor = 1e-13
    let own = try model.errors(of: a)
    let now = try model.errors(of: b)
    let mean = own.reduce(0, +) / Double(own.count)
    for (name, value) in try #require(value as? [String: Any]) {
      let what = "\(key) \(name)"
      switch name {
      case "k": comparison.check(Double(model.count), value, relative: 0, what)
      case "explained_variance": comparison.check(model.explainedVariance, value, relative: 1e-8, what)
      case "explained_ratio": comparison.check(model.explainedRatio, value, relative: 1e-8, what)
      case "ref_mean_error": comparison.check(mean, value, relative: 1e-8, floor: floor, what)
      case "ref_std_error":
        let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
        comparison.check(variance.squareRoot(), value, relative: 1e-8, floor: floor, what)
      case "cur_mean_error": comparison.check(now.reduce(0, +) / Double(now.count), value, relative: 1e-8, floor: floor, what)
      default:
        if let match = name.wholeMatch(of: /cur_first([0-9]+)/) {
          comparison.check(Array(now.prefix(try #require(Int(match.output.1)))), value, relative: 1e-8, floor: floor, what)
        } else {
          Issue.record("\(comparison.name), \(key): unknown key \(name)")
        }
      }
    }
  }
}
