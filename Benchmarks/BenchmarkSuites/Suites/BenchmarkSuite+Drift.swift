internal import Domain
internal import Drift
internal import Statistics

extension BenchmarkSuite {
  /// Statistics and detectors of drift against scipy, numpy, river, MOA, frouros, evidently, nannyml and polars.
  public static let drift = BenchmarkSuite(name: "drift", abstract: "drift statistics and detectors, tables in") { scale in
    univariate(scale) + streams(scale) + tables(scale)
  }

  /// Two samples of one column, and of twenty.
  static func univariate(_ scale: BenchmarkScale) -> [BenchmarkCase] {
    let pairs = scale.pairs(7)
    return [
      BenchmarkCase("drift.ks", n: scale.size(1_000_000), peer: "scipy", pairs: pairs) { [n = scale.size(1_000_000)] (data) throws(Diagnostic) in
        let (a, b) = (try data.normals(seed: 1, count: n), try data.normals(seed: 2, count: n, mean: 0.001))
        // Memory that is kept from pair to pair, as a comparison of many columns keeps it.
        let kept = KeptRanks()
        return ([a.path, b.path], {
          let test = try kept.statistics(a.values, b.values).kolmogorovSmirnov
          return [test.statistic, test.asymptoticPValue()]
        })
      },
      BenchmarkCase("drift.psi", n: scale.size(1_000_000), peer: "numpy", pairs: pairs) { [n = scale.size(1_000_000)] (data) throws(Diagnostic) in
        let (a, b) = (try data.normals(seed: 3, count: n), try data.normals(seed: 4, count: n, mean: 0.1))
        return ([a.path, b.path], { [stabilityIndex(a.values, b.values)] })
      },
      BenchmarkCase("drift.rank", n: scale.size(100_000), peer: "scipy", pairs: pairs) { [n = scale.size(100_000)] (data) throws(Diagnostic) in
        let (a, b) = (try data.normals(seed: 5, count: n), try data.normals(seed: 6, count: n, mean: 0.01))
        let kept = KeptRanks()
        return ([a.path, b.path], {
          let ranks = try kept.statistics(a.values, b.values)
          return [
            ranks.kolmogorovSmirnov.statistic, ranks.wasserstein ?? .nan, ranks.energyDistance ?? .nan, ranks.mannWhitney.statistic,
            ranks.cramerVonMises.statistic, ranks.andersonDarling?.statistic ?? .nan, ranks.kolmogorovSmirnov.asymptoticPValue(),
            ranks.mannWhitney.asymptoticPValue() ?? .nan,
          ]
        })
      },
      BenchmarkCase("drift.mmd", n: scale.size(2000), peer: "numpy", pairs: pairs) { [n = scale.size(2000)] (data) throws(Diagnostic) in
        let a = try data.columns(seed: 7, rows: n, columns: 20, shift: 0)
        let b = try data.columns(seed: 8, rows: n, columns: 20, shift: 0.05)
        return ([a.path, b.path], {
          let (left, right) = (try SampleMatrix(columns: a.columns), try SampleMatrix(columns: b.columns))
          var generator = SeededNormals(seed: 9)
          let test = try MaximumMeanDiscrepancy(
            reference: left, current: right, bandwidth: 20.0.squareRoot(), plan: PermutationPlan(count: 100), using: &generator)
          return [test.unbiased]
        })
      },
    ]
  }

  /// PSI over the reference's deciles, which are selected, not sorted for; the current sample is only counted.
  static func stabilityIndex(_ reference: [Double], _ current: [Double]) -> Double {
    PopulationStabilityIndex(selecting: reference.span, current: current.span, rule: .classic).value
  }
}
