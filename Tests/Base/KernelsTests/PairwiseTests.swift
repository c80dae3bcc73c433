import Foundation
@testable import Kernels
import TestSupport
import Testing

@Suite("walks over all pairs") struct PairwiseTests {
  /// The full matrix, computed and multiplied as it is written.
  struct Naive {
    let count: Int
    let distances: [Double]

    init(_ points: [Double], _ count: Int, _ dimension: Int) {
      self.count = count
      distances = (0..<(count * count)).map { index in
        let (i, j) = (index % count, index / count)
        return (0..<dimension).reduce(0) { sum, c in sum + pow(points[c * count + i] - points[c * count + j], 2) }.squareRoot()
      }
    }

    func kernel(_ kind: PairwiseKernel) -> [Double] {
      distances.enumerated().map { index, d in
        if index % count == index / count { return 0 }
        switch kind {
        case .gaussian(let rate): return exp(-rate * d * d)
        case .distance: return d
        case .inverseDistance: return d > 0 ? 1 / d : 0
        }
      }
    }

    func product(_ matrix: [Double], _ vector: ArraySlice<Double>) -> [Double] {
      (0..<count).map { i in (0..<count).reduce(0) { $0 + matrix[$1 * count + i] * vector[vector.startIndex + $1] } }
    }

    var median: Double {
      let sorted = (0..<count).flatMap { i in (0..<i).map { distances[$0 * count + i] } }.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }

  /// All vector widths of this processor; says which are left out.
  static let widths: [Int32] = {
    let widths = [2, 4, 8].filter { $0 <= widestVector } as [Int32]
    if widths.count < 3 { print("skipped: kernels of \([2, 4, 8].filter { $0 > widestVector }) doubles (the processor has no such vectors)") }
    return widths
  }()

  static let kernels: [PairwiseKernel] = [.gaussian(rate: 0.3), .gaussian(rate: 0), .gaussian(rate: 4), .distance, .inverseDistance]
  /// Around the block of eight, the tile of 128 and two tiles.
  static let counts = [1, 2, 7, 8, 9, 17, 128, 129, 137]

  static func points(_ count: Int, _ dimension: Int, _ random: inout SeededGenerator) -> [Double] {
    var points = (0..<(count * dimension)).map { _ in random.normal() }
    // Some rows twice, so that distances of 0 occur off the diagonal.
    if count > 8 {
      for column in 0..<dimension { points[column * count + count - 1] = points[column * count + 3] }
    }
    return points
  }

  @Test("give the forms and the product of the matrix written out", arguments: counts)
  func forms(count: Int) {
    for (index, kernel) in Self.kernels.enumerated() {
      let seed = UInt64(count * 31 + index)
      var random = SeededGenerator(seed: seed)
      let dimension = [1, 2, 3, 5][(count + index) % 4]
      let weightCount = count < 100 ? [0, 1, 7, 8, 9, 25, 33][(count + 2 * index) % 7] : [25, 3, 9][count % 3]
      let points = Self.points(count, dimension, &random)
      let weights = (0..<(count * weightCount)).map { _ in random.normal() }
      let vector = (0..<count).map { _ in random.normal() }
      let naive = Naive(points, count, dimension)
      let matrix = naive.kernel(kernel)
      let expected = naive.product(matrix, vector[...])
      let expectedForms = (0..<weightCount).map { b -> Double in
        let own = weights[(b * count)..<((b + 1) * count)]
        return zip(own, naive.product(matrix, own)).reduce(0) { $0 + $1.0 * $1.1 }
      }
      for width in Self.widths {
        var forms = [Double](repeating: .nan, count: weightCount)
        var product = [Double](repeating: .nan, count: count)
        var formsSpan = forms.mutableSpan
        var productSpan = product.mutableSpan
        pairwiseForms(
          points.span, count: count, dimension: dimension, kernel: kernel, weights: weights.span, weightCount: weightCount, vector: vector.span,
          forms: &formsSpan, product: &productSpan, vectorWidth: width)
        #expect(zip(product, expected).allSatisfy { abs($0 - $1) < 1e-11 * Double(count) }, "seed \(seed), \(kernel), width \(width)")
        let bound = 1e-11 * Double(count * count)
        #expect(zip(forms, expectedForms).allSatisfy { abs($0 - $1) < bound }, "seed \(seed), \(kernel), width \(width)")
      }
    }
  }

  @Test("find the median distance that sorting all of them finds", arguments: 2..<40)
  func median(count: Int) {
    let seed = UInt64(count)
    var random = SeededGenerator(seed: seed)
    let dimension = 1 + count % 4
    var points = Self.points(count, dimension, &random)
    if count % 5 == 0 { points = points.map { ($0 * 2).rounded() } }
    if count % 7 == 0 { points = points.map { $0 * 1e-160 } }
    let expected = Naive(points, count, dimension).median
    for width in Self.widths {
      let median = pairwiseMedian(points.span, count: count, dimension: dimension, vectorWidth: width)
      #expect(abs(median - expected) <= 1e-14 * expected, "seed \(seed), width \(width): \(median) for \(expected)")
    }
  }

  @Test("lose nothing to a common offset of a million")
  func offset() {
    var random = SeededGenerator(seed: 5)
    let near = Self.points(60, 3, &random).map { ($0 * 1024).rounded() / 1024 }
    let far = near.map { $0 + 1_048_576 }
    #expect(pairwiseMedian(near.span, count: 60, dimension: 3) == pairwiseMedian(far.span, count: 60, dimension: 3))
  }
}
