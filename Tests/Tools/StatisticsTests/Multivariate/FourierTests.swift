import Foundation
import Statistics
import TestSupport
import Testing

@Suite("random Fourier features") struct FourierTests {
  @Test("estimate the quadratic MMD² within their standard error", arguments: 0..<4 as Range<UInt64>)
  func estimate(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(40, means: [0, 0], &random)
    let y = SampleMatrix.normal(30, means: [1, 0], &random)
    let features = try RandomFourierFeatures(dimension: 2, frequencies: 2000, bandwidth: 1.5, using: &random)
    let (a, b) = try (features.embed(x), features.embed(y))
    let exact = try MaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 1.5)
    // One frequency's contribution lies within 0…4: standard error of the mean of 2000 at most 2/√2000.
    #expect(try abs(a.biasedDiscrepancy(to: b) - exact.biased) < 4.5 * 2 / 2000.0.squareRoot(), "seed \(seed)")
    #expect(try abs(a.unbiasedDiscrepancy(to: b) - exact.unbiased) < 4.5 * 2 / 2000.0.squareRoot(), "seed \(seed)")
    #expect(try a.biasedDiscrepancy(to: a) == 0 && a.biasedDiscrepancy(to: b) == b.biasedDiscrepancy(to: a))
  }

  @Test("one row has an inner product of exactly 1 with itself, so that two rows' unbiased value follows from the kernel")
  func two() throws {
    var random = SeededGenerator(seed: 7)
    let features = try RandomFourierFeatures(dimension: 3, frequencies: 11, bandwidth: 2, using: &random)
    let x = SampleMatrix.normal(2, means: [0, 0, 0], &random)
    let same = try SampleMatrix(columns: (0..<3).map { column in [x[0, column], x[0, column]] })
    let embedding = try features.embed(same)
    // k(x, x) = 1 within, so 1 + 1 − 2 = 0 between equal rows.
    #expect(try abs(embedding.unbiasedDiscrepancy(to: embedding)) < 1e-13)
  }

  @Test("a window that adds and removes rows equals the rows embedded at once; merging equals all together", arguments: 0..<6 as Range<UInt64>)
  func window(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(300, means: [0, 1, 2], &random)
    let other = SampleMatrix.normal(20, means: [3, 0, 0], &random)
    let features = try RandomFourierFeatures(dimension: 3, frequencies: 32, bandwidth: 1, using: &random)
    var moving = FourierEmbedding(frequencies: 32)
    func row(_ index: Int) -> [Double] { (0..<3).map { x[index, $0] } }
    for index in 0..<300 {
      features.add(row(index).span, to: &moving)
      if index >= 100 { features.remove(row(index - 100).span, from: &moving) }
    }
    let whole = try features.embed(x.selecting(Array(200..<300)))
    let reference = try features.embed(other)
    #expect(moving.count == 100 && whole.count == 100)
    let (slid, direct) = try (moving.unbiasedDiscrepancy(to: reference), whole.unbiasedDiscrepancy(to: reference))
    #expect(abs(slid - direct) < 1e-12, "seed \(seed)")
    var merged = try features.embed(x.selecting(Array(200..<240)))
    merged.merge(try features.embed(x.selecting(Array(240..<300))))
    let together = try merged.unbiasedDiscrepancy(to: reference)
    #expect(abs(together - direct) < 1e-12, "seed \(seed)")
    let copy = try JSONDecoder().decode(FourierEmbedding.self, from: JSONEncoder().encode(whole))
    #expect(copy == whole)
  }

  @Test("refuse sizes out of range, other widths and empty sides")
  func refusals() throws {
    var random = SeededGenerator(seed: 1)
    #expect(throws: MultivariateError.self) { try RandomFourierFeatures(dimension: 0, frequencies: 4, bandwidth: 1, using: &random) }
    #expect(throws: MultivariateError.self) { try RandomFourierFeatures(dimension: 2, frequencies: 65_537, bandwidth: 1, using: &random) }
    #expect(throws: MultivariateError.self) { try RandomFourierFeatures(dimension: 2, frequencies: 4, bandwidth: .nan, using: &random) }
    let features = try RandomFourierFeatures(dimension: 2, frequencies: 4, bandwidth: 1, using: &random)
    #expect(throws: MultivariateError.columnsDiffer(reference: 2, current: 1)) { try features.embed(SampleMatrix(columns: [[1]])) }
    let empty = FourierEmbedding(frequencies: 4)
    let one = try features.embed(SampleMatrix(columns: [[1], [2]]))
    #expect(throws: MultivariateError.tooFewRows(count: 0, minimum: 1)) { try empty.biasedDiscrepancy(to: one) }
    #expect(throws: MultivariateError.tooFewRows(count: 1, minimum: 2)) { try one.unbiasedDiscrepancy(to: one) }
  }
}
