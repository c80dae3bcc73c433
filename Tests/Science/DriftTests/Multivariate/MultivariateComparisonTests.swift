import Domain
import Drift
import Foundation
import Statistics
import TestSupport
import Testing

@Suite("joint comparison") struct MultivariateComparisonTests {
  static func normal(_ rows: Int, _ columns: Int, _ random: inout SeededGenerator) -> [[Double]] {
    (0..<columns).map { _ in (0..<rows).map { _ in random.normal() } }
  }

  /// The first two columns tied.
  static func tied(_ rows: Int, _ columns: Int, _ correlation: Double, _ random: inout SeededGenerator) -> [[Double]] {
    var values = normal(rows, columns, &random)
    let rest = (1 - correlation * correlation).squareRoot()
    for row in 0..<rows { values[1][row] = correlation * values[0][row] + rest * values[1][row] }
    return values
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "f\($0)" } }
  static let quick = MultivariateConfiguration(maximumRows: 150, directions: 10)

  static func compare(
    _ reference: [[Double]], _ current: [[Double]], _ configuration: MultivariateConfiguration = quick, seed: UInt64 = 1
  ) throws -> MultivariateComparison {
    // Far from the seeds that make the data: permutations drawn from the same words as the rows would not be independent of them.
    var random = SeededGenerator(seed: seed &+ 1 << 40)
    return try MultivariateComparison(
      names: names(reference.count), reference: reference, current: current, configuration: configuration, using: &random)
  }

  static func top(_ finding: MultivariateFinding, _ count: Int) -> Set<Int> { Set(finding.leading.prefix(count)) }

  @Test("a shift of one column is found by every test of means and laws, which name the column", arguments: 0..<3 as Range<UInt64>)
  func shift(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let reference = Self.normal(150, 4, &random)
    var current = Self.normal(150, 4, &random)
    current[2] = current[2].map { $0 + 1.2 }
    let found = try Self.compare(reference, current, seed: seed)
    #expect(found.drifted && found.findings.count == 9)
    for finding in found.findings where [.mmd, .energy, .slicedWasserstein, .classifier, .hotelling].contains(finding.test) {
      #expect(finding.rejected, "seed \(seed), \(finding.test)")
      #expect(Self.top(finding, 1) == [2], "seed \(seed), \(finding.test): \(finding.evidence?.contributions ?? [])")
    }
    let correlation = try #require(found.findings.first { $0.test == .correlation }?.evidence)
    #expect(correlation.pValue > 0.005, "seed \(seed): the ties have not changed")
  }

  @Test("a broken tie is found where no column has changed, and its two columns are named", arguments: 0..<3 as Range<UInt64>)
  func brokenTie(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let found = try Self.compare(Self.tied(150, 5, 0.97, &random), Self.tied(150, 5, 0, &random), seed: seed)
    for finding in found.findings where [.mahalanobis, .covariance, .correlation, .classifier, .energy, .mmd].contains(finding.test) {
      // Tests against every difference in law spread their power: at 150 rows they name the columns and need not reject.
      #expect(finding.rejected || [.energy, .mmd].contains(finding.test), "seed \(seed), \(finding.test)")
      #expect(Self.top(finding, 2) == [0, 1], "seed \(seed), \(finding.test): \(finding.evidence?.contributions ?? [])")
    }
    #expect(found.findings.allSatisfy { $0.test != .hotelling || !$0.rejected }, "seed \(seed)")
  }

  @Test("nothing is found where nothing has changed, but for the level")
  func nothing() throws {
    var alarms = 0
    let configuration = MultivariateConfiguration(alpha: 0.2, permutations: 99, maximumRows: 40, directions: 4)
    for seed in 0..<30 as Range<UInt64> {
      var random = SeededGenerator(seed: seed &* 977)
      if try Self.compare(Self.tied(40, 3, 0.5, &random), Self.tied(40, 3, 0.5, &random), configuration, seed: seed).drifted { alarms += 1 }
    }
    // 30 · 0.2 = 6 at most in the mean, standard deviation 2.2; 4.5 of them above is 16.
    #expect(alarms <= 16, "\(alarms) of 30")
  }

  @Test("the same state gives the same answer; order of columns changes no statistic that draws nothing")
  func determinism() throws {
    var random = SeededGenerator(seed: 5)
    let (a, b) = (Self.normal(400, 3, &random), Self.normal(300, 3, &random))
    let first = try Self.compare(a, b, seed: 9)
    #expect(try first == Self.compare(a, b, seed: 9) && first != Self.compare(a, b, seed: 10))
    #expect(first.isSubsampled && first.reference.usedRows == 150 && first.reference.rows == 400)
    let whole = MultivariateConfiguration(permutations: 19, maximumRows: 400, directions: 2)
    let (own, turned) = try (Self.compare(a, b, whole), Self.compare([a[2], a[0], a[1]], [b[2], b[0], b[1]], whole))
    for (left, right) in zip(own.findings, turned.findings) where [.mmd, .energy, .hotelling, .covariance, .correlation].contains(left.test) {
      let (x, y) = try (#require(left.evidence), #require(right.evidence))
      #expect(abs(x.statistic - y.statistic) < 1e-9, "\(left.test)")
      let moved = [x.contributions[2], x.contributions[0], x.contributions[1]]
      #expect(zip(moved, y.contributions).allSatisfy { abs($0 - $1) < 1e-9 }, "\(left.test)")
    }
    #expect(!own.isSubsampled)
  }

  @Test("NaN and infinite rows are counted, constant and empty columns left out by name, scales do not matter")
  func dirt() throws {
    var random = SeededGenerator(seed: 6)
    var (a, b) = (Self.normal(100, 5, &random), Self.normal(100, 5, &random))
    let clean = try Self.compare([a[0], a[1]], [b[0], b[1]])
    a[2] = [Double](repeating: 4, count: 100)
    b[2] = a[2]
    a[3] = [Double](repeating: .nan, count: 100)
    (a[4], b[4]) = (a[1].map { $0 * 1e6 }, b[1].map { $0 * 1e6 })
    a[0][7] = .nan
    a[1][7] = .infinity
    b[1][3] = -.infinity
    let found = try Self.compare(a, b)
    #expect(found.features == ["f0", "f1", "f4"])
    #expect(found.excluded.map(\.name) == ["f2", "f3"] && found.excluded.map(\.reason) == ["constant", "no_values"])
    #expect(found.reference.nanRows == 1 && found.reference.infiniteRows == 0 && found.current.infiniteRows == 1 && found.current.usedRows == 99)
    // f4 is f1 in another unit: tests that need the inverse say so, the others answer.
    for finding in found.findings {
      switch finding.test {
      case .hotelling, .mahalanobis, .covariance:
        #expect(finding.result == .failure(.singularCovariance(column: 2)) && finding.adjustedPValue == nil && !finding.rejected && finding.leading == [])
      default: #expect(finding.evidence != nil, "\(finding.test)")
      }
    }
    #expect(clean.findings.allSatisfy { $0.evidence != nil })
  }

  @Test("dependent rows are noticed, blocks keep quiet about them, and the suggestion is a block length")
  func dependence() throws {
    var random = SeededGenerator(seed: 8)
    func series(_ rows: Int) -> [[Double]] {
      (0..<2).map { _ in
        var value = 0.0
        return (0..<rows).map { _ in
          value = 0.9 * value + random.normal()
          return value
        }
      }
    }
    let (a, b) = (series(140), series(140))
    let single = try Self.compare(a, b)
    #expect(single.autocorrelationTime > 3 && (single.suggestedBlockLength ?? 0) > 15)
    let blocks = try Self.compare(a, b, MultivariateConfiguration(permutations: 99, scheme: .blocks(length: 35), maximumRows: 100, directions: 4))
    #expect(blocks.suggestedBlockLength == nil && blocks.reference.usedRows == 100 && blocks.isSubsampled)
    let alone = try #require(single.findings.first { $0.test == .energy }?.evidence?.pValue)
    let together = try #require(blocks.findings.first { $0.test == .energy }?.evidence?.pValue)
    #expect(alone < together)
  }

  @Test("heavy tails neither hide a shift nor raise an alarm of their own", arguments: 0..<3 as Range<UInt64>)
  func heavyTails(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func cauchy(_ shift: Double) -> [[Double]] { (0..<3).map { column in (0..<300).map { _ in random.normal() / random.normal() + (column == 0 ? shift : 0) } } }
    let configuration = MultivariateConfiguration(maximumRows: 300, directions: 10)
    let shifted = try Self.compare(cauchy(0), cauchy(1.5), configuration, seed: seed)
    let mmd = try #require(shifted.findings.first { $0.test == .mmd })
    #expect(mmd.rejected && Self.top(mmd, 1) == [0], "seed \(seed): p \(mmd.evidence?.pValue ?? 1)")
    let same = try Self.compare(cauchy(0), cauchy(0), configuration, seed: seed)
    let box = try #require(same.findings.first { $0.test == .covariance }?.evidence)
    #expect(box.details.first { $0.name == "pvalue_chi_squared" }?.value ?? 1 < 1e-6, "the normal law cries wolf")
    #expect(box.pValue > 0.005, "seed \(seed): the permutation law does not")
  }

  @Test("what cannot be compared at all is refused with a hint")
  func refusals() throws {
    var random = SeededGenerator(seed: 4)
    let a = Self.normal(20, 2, &random)
    let short = a.map { Array($0.prefix(5)) }
    let errors: [(MultivariateComparisonError, () throws -> Void)] = [
      (.tooFewFeatures(count: 1), { _ = try Self.compare([a[0]], [a[1]]) }),
      (.ragged(column: "f1", rows: 5, expected: 20), { _ = try Self.compare([a[0], short[1]], a) }),
      (.tooFewRows(side: "current sample", complete: 5, nan: 0, infinite: 0, minimum: 8), { _ = try Self.compare(a, short) }),
      (.badSetting("alpha", value: "1", wanted: "a level above 0 and below 1"), { _ = try Self.compare(a, a, MultivariateConfiguration(alpha: 1)) }),
      (
        .badSetting("row limit", value: "4", wanted: "8…32768 rows a side"),
        { _ = try Self.compare(a, a, MultivariateConfiguration(maximumRows: 4)) }
      ),
      (
        .badSetting("permutations", value: "0", wanted: "1…100000 of blocks of at least one row"),
        { _ = try Self.compare(a, a, MultivariateConfiguration(permutations: 0)) }
      ),
    ]
    for (error, attempt) in errors {
      #expect(throws: error) { try attempt() }
      #expect(!error.diagnostic.message.isEmpty && error.diagnostic.hint != nil && error.diagnostic.code.hasPrefix("drift.joint_"))
    }
    var three = MultivariateConfiguration(maximumRows: 50)
    three.maximumFeatures = 2
    let wide = MultivariateComparisonError.tooManyFeatures(count: 3, maximum: 2)
    #expect(wide.diagnostic.code == "drift.joint_width" && wide.diagnostic.hint != nil)
    #expect(throws: wide) {
      try Self.compare(Self.normal(20, 3, &random), Self.normal(20, 3, &random), three)
    }
    #expect(throws: MultivariateComparisonError.self) { try Self.compare(a, a, MultivariateConfiguration(directions: 0)) }
    #expect(throws: MultivariateComparisonError.self) { try Self.compare(a, a, MultivariateConfiguration(explainedRatio: 2)) }
    three.maximumFeatures = 1
    #expect(throws: MultivariateComparisonError.self) { try Self.compare(a, a, three) }
    #expect(MultivariateConfiguration(alpha: 0.01).permutations == 999 && MultivariateConfiguration().permutations == 199)
  }
}
