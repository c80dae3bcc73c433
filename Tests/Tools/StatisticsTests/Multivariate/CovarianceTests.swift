import Foundation
import Statistics
import TestSupport
import Testing

@Suite("tests of means and covariances") struct CovarianceTests {
  @Test("Hotelling's test on one feature is Student's squared", arguments: 0..<10 as Range<UInt64>)
  func student(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(9, means: [0], &random)
    let y = SampleMatrix.normal(14, means: [0.5], &random)
    let test = try HotellingTest(reference: x, current: y)
    let (mx, my) = (x.means[0], y.means[0])
    let sx = x.column(0).reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let sy = y.column(0).reduce(0) { $0 + ($1 - my) * ($1 - my) }
    let t = (mx - my) / ((sx + sy) / 21 * (1.0 / 9 + 1.0 / 14)).squareRoot()
    #expect(abs(test.statistic - t * t) < 1e-10 * t * t, "seed \(seed)")
    #expect(test.numeratorDegrees == 1 && test.denominatorDegrees == 21)
  }

  @Test("contributions sum to the statistic, and name the shifted feature", arguments: 0..<10 as Range<UInt64>)
  func contributions(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(80, means: [0, 0, 0, 0], &random)
    let y = SampleMatrix.normal(70, means: [0, 0, 1.5, 0], &random)
    let test = try HotellingTest(reference: x, current: y)
    let sum = test.contributions.reduce(0, +)
    #expect(abs(sum - test.statistic) < 1e-9 * test.statistic, "seed \(seed)")
    #expect(test.contributions.indices.max { test.contributions[$0] < test.contributions[$1] } == 2, "seed \(seed)")
    let distance = try MahalanobisDistance(reference: x)
    let squared = try distance.distances(of: y).map { $0 * $0 }
    let parts = try distance.contributions(of: y)
    let mean = squared.reduce(0, +) / 70
    let total = parts.reduce(0, +)
    #expect(abs(total - mean) < 1e-9, "seed \(seed)")
    #expect(parts.indices.max { parts[$0] < parts[$1] } == 2, "seed \(seed)")
    for part in try distance.contributions(of: x) { #expect(abs(part - 79.0 / 80) < 1e-9, "seed \(seed)") }
  }

  @Test("none of them sees an invertible linear map of both samples, but for rounding", arguments: 0..<8 as Range<UInt64>)
  func affine(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(40, means: [0, 0, 0], &random)
    let y = SampleMatrix.normal(50, means: [0.3, 0, 0], &random)
    let map: ([Double]) -> [Double] = { [3 * $0[0] + $0[1] + 7, 0.01 * $0[1] - $0[2], 1000 * $0[2] + 5] }
    let (u, v) = (x.mapped(map), y.mapped(map))
    let own = try HotellingTest(reference: x, current: y).statistic
    let mapped = try HotellingTest(reference: u, current: v).statistic
    #expect(abs(own - mapped) < 1e-8, "seed \(seed)")
    let distances = try MahalanobisDistance(reference: x).distances(of: y)
    let others = try MahalanobisDistance(reference: u).distances(of: v)
    #expect(zip(distances, others).allSatisfy { abs($0 - $1) < 1e-8 }, "seed \(seed)")
    let (before, after) = try (CovarianceChangeTest(reference: x, current: y), CovarianceChangeTest(reference: u, current: v))
    #expect(abs(before.statistic - after.statistic) < 1e-7, "seed \(seed)")
    // Correlations see scales and offsets of single features as little.
    let scale: ([Double]) -> [Double] = { [3 * $0[0] + 7, -0.01 * $0[1], 1000 * $0[2] + 5] }
    let (first, second) = try (CorrelationChangeTest(reference: x, current: y), CorrelationChangeTest(reference: x.mapped(scale), current: y.mapped(scale)))
    #expect(abs(first.statistic - second.statistic) < 1e-9, "seed \(seed)")
  }

  @Test("Box's M on one feature is Bartlett's statistic")
  func bartlett() throws {
    var random = SeededGenerator(seed: 4)
    let x = SampleMatrix.normal(20, means: [0], &random)
    let y = SampleMatrix.normal(30, means: [0], &random).mapped { [2 * $0[0]] }
    let test = try CovarianceChangeTest(reference: x, current: y)
    let (vx, vy) = (try CovarianceMatrix(x)[0, 0], try CovarianceMatrix(y)[0, 0])
    let pooled = (19 * vx + 29 * vy) / 48
    let m = 48 * log(pooled) - 19 * log(vx) - 29 * log(vy)
    let c = 1 + (1.0 / 19 + 1.0 / 29 - 1.0 / 48) / 3
    #expect(abs(test.statistic - m) < 1e-10)
    // Bartlett divides by 1 + c′, Box multiplies by 1 − c: the same to first order.
    let box = try #require(test.chiSquaredPValue)
    let bartlett = ChiSquared.survival(m / c, degrees: 1)
    #expect(abs(box - bartlett) < 2e-3 && box < 0.01)
  }

  @Test("a change of correlation alone is seen, and its two features named", arguments: 0..<8 as Range<UInt64>)
  func correlation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.tied(120, columns: 5, correlation: 0.8, &random)
    let y = SampleMatrix.tied(120, columns: 5, correlation: -0.2, &random)
    let plan = try PermutationPlan(count: 99)
    let change = try CorrelationChangeTest(reference: x, current: y, plan: plan, using: &random)
    #expect(change.pValue == 0.01, "seed \(seed)")
    let order = change.contributions.indices.sorted { change.contributions[$0] > change.contributions[$1] }
    #expect(Set(order.prefix(2)) == [0, 1], "seed \(seed)")
    let sum = change.contributions.reduce(0, +)
    #expect(abs(sum - change.statistic * change.statistic) < 1e-10)
    let covariance = try CovarianceChangeTest(reference: x, current: y, plan: plan, using: &random)
    #expect(covariance.pValue == 0.01 && (covariance.chiSquaredPValue ?? 1) < 1e-6, "seed \(seed)")
    #expect(try HotellingTest(reference: x, current: y).pValue > 1e-4, "seed \(seed): the means have not changed")
  }

  @Test("singular, constant, short and unequal samples are refused by name")
  func refusals() throws {
    var random = SeededGenerator(seed: 2)
    let x = SampleMatrix.normal(30, means: [0, 0, 0], &random)
    let doubled = x.mapped { [$0[0], $0[1], $0[0] + 2 * $0[1]] }
    #expect(throws: MultivariateError.singularCovariance(column: 2)) { try HotellingTest(reference: doubled, current: doubled) }
    #expect(throws: MultivariateError.singularCovariance(column: 2)) { try MahalanobisDistance(reference: doubled) }
    #expect(throws: MultivariateError.singularCovariance(column: 2)) { try CovarianceChangeTest(reference: x, current: doubled) }
    // Nearly: what is left is rounding, although LAPACK's factor exists.
    let near = x.mapped { [$0[0], $0[1], $0[0] + 1e-9 * $0[2]] }
    #expect(throws: MultivariateError.singularCovariance(column: 2)) { try MahalanobisDistance(reference: near) }
    let constant = x.mapped { [$0[0], 0.1, $0[2]] }
    #expect(throws: MultivariateError.constantColumn(1)) { try HotellingTest(reference: constant, current: constant) }
    #expect(throws: MultivariateError.constantColumn(1)) { try CorrelationChangeTest(reference: x, current: constant) }
    #expect(throws: MultivariateError.tooFewRows(count: 3, minimum: 5)) { try CovarianceChangeTest(reference: x.selecting([0, 1, 2]), current: x) }
    #expect(throws: MultivariateError.tooFewRows(count: 4, minimum: 5)) {
      try HotellingTest(reference: x.selecting([0, 1]), current: x.selecting([2, 3]))
    }
    #expect(throws: MultivariateError.columnsDiffer(reference: 3, current: 1)) { try HotellingTest(reference: x, current: x.mapped { [$0[0]] }) }
    #expect(throws: MultivariateError.self) { try CorrelationChangeTest(reference: x.mapped { [$0[0]] }, current: x.mapped { [$0[0]] }) }
  }

  @Test("rows with NaN and with infinities are dropped and counted apart")
  func incomplete() throws {
    let sample = try SampleMatrix(columns: [[1, .nan, 3, .infinity, 5, .nan], [1, 2, .nan, 4, 5, -.infinity]])
    #expect(sample.rows == 2 && sample.nanRows == 3 && sample.infiniteRows == 1 && sample.values == [1, 5, 1, 5])
    #expect(throws: MultivariateError.noColumns) { try SampleMatrix(columns: []) }
    #expect(throws: MultivariateError.raggedColumns(column: 1, count: 1, expected: 2)) { try SampleMatrix(columns: [[1, 2], [3]]) }
    #expect(throws: MultivariateError.tooFewRows(count: 0, minimum: 2)) { try CovarianceMatrix(SampleMatrix(columns: [[.nan]])) }
  }
}
