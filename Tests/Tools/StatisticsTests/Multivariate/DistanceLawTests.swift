import Foundation
import Statistics
import TestSupport
import Testing

/// What the distances of samples must not depend on.
@Suite("laws of distances between samples") struct DistanceLawTests {
  static func pair(_ seed: UInt64) -> (SampleMatrix, SampleMatrix) {
    var random = SeededGenerator(seed: seed)
    return (.tied(24, columns: 3, correlation: 0.7, &random), .normal(19, means: [0.5, 0, 1], &random))
  }

  static func mmd(_ x: SampleMatrix, _ y: SampleMatrix) throws -> Double { try MaximumMeanDiscrepancy(reference: x, current: y).unbiased }
  static func energy(_ x: SampleMatrix, _ y: SampleMatrix) throws -> Double { try EnergyTest(reference: x, current: y).statistic }

  @Test("shift, rotation, order of features, order of rows and exchange of the samples change neither MMD² nor energy", arguments: 0..<8 as Range<UInt64>)
  func invariance(seed: UInt64) throws {
    let (x, y) = Self.pair(seed)
    let order = Array((0..<x.rows).reversed())
    let images: [(String, SampleMatrix, SampleMatrix)] = [
      ("shift", x.mapped { $0.map { $0 + 1000 } }, y.mapped { $0.map { $0 + 1000 } }),
      ("rotation", x.rotated(1.3), y.rotated(1.3)),
      ("order of features", x.mapped { [$0[2], $0[0], $0[1]] }, y.mapped { [$0[2], $0[0], $0[1]] }),
      ("order of rows", x.selecting(order), y),
      ("exchange", y, x),
    ]
    let (own, ownEnergy) = try (Self.mmd(x, y), Self.energy(x, y))
    for (name, u, v) in images {
      let (found, foundEnergy) = try (Self.mmd(u, v), Self.energy(u, v))
      #expect(abs(found - own) < 1e-11, "seed \(seed), \(name)")
      #expect(abs(foundEnergy - ownEnergy) < 1e-10, "seed \(seed), \(name)")
    }
  }

  @Test("scaling all features scales energy and leaves MMD² with the median bandwidth", arguments: 0..<8 as Range<UInt64>)
  func scale(seed: UInt64) throws {
    let (x, y) = Self.pair(seed)
    let (u, v) = (x.mapped { $0.map { 4 * $0 } }, y.mapped { $0.map { 4 * $0 } })
    let (own, ownEnergy) = try (Self.mmd(x, y), Self.energy(x, y))
    let (found, foundEnergy) = try (Self.mmd(u, v), Self.energy(u, v))
    #expect(abs(own - found) < 1e-12 && abs(4 * ownEnergy - foundEnergy) < 1e-11, "seed \(seed)")
  }

  @Test("sliced Wasserstein of one feature is Wasserstein-1, and its axes are the features' own", arguments: 0..<8 as Range<UInt64>)
  func sliced(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (x, y) = Self.pair(seed)
    let found = try SlicedWassersteinTest(reference: x, current: y, directions: 7, plan: nil, using: &random)
    for column in 0..<3 {
      let (a, b) = (SortedSample(Array(x.column(column))), SortedSample(Array(y.column(column))))
      let alone = try KolmogorovSmirnov(reference: a.values.span, current: b.values.span).wasserstein
      #expect(abs(found.contributions[column] - alone) < 1e-12, "seed \(seed), feature \(column)")
      let single = try SlicedWassersteinTest(
        reference: x.mapped { [$0[column]] }, current: y.mapped { [$0[column]] }, directions: 3, plan: nil, using: &random)
      #expect(abs(single.statistic - alone) < 1e-12, "seed \(seed), feature \(column)")
    }
    #expect(found.pValue == nil && found.directions == 7)
    #expect(throws: MultivariateError.self) { try SlicedWassersteinTest(reference: x, current: y, directions: 0, plan: nil, using: &random) }
  }

  @Test("a random direction's mean distance of two points is known: Γ(p/2)/(√π Γ((p+1)/2)) of their gap")
  func direction() throws {
    var random = SeededGenerator(seed: 1)
    let (x, y) = (try SampleMatrix(columns: [[0], [0], [0]]), try SampleMatrix(columns: [[3], [4], [12]]))
    let found = try SlicedWassersteinTest(reference: x, current: y, directions: 20_000, plan: nil, using: &random)
    // p = 3: |cos| is uniform, mean ½ of the gap 13, standard error 13/√12/√20000.
    #expect(abs(found.statistic - 6.5) < 4.5 * 13 / (12 * 20_000.0).squareRoot())
  }
}
