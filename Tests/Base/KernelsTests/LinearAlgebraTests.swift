import Kernels
import TestSupport
import Testing

@Suite("linear algebra") struct LinearAlgebraTests {
  static func random(_ count: Int, _ generator: inout SeededGenerator) -> [Double] { (0..<count).map { _ in generator.normal() } }

  @Test("multiplies as three loops do, whichever side is transposed", arguments: 0..<40 as Range<UInt64>)
  func product(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (rows, inner, columns) = (Int.random(in: 1...17, using: &random), Int.random(in: 0...19, using: &random), Int.random(in: 1...13, using: &random))
    let (flipA, flipB) = (Bool.random(using: &random), Bool.random(using: &random))
    let (a, b) = (Self.random(rows * inner, &random), Self.random(inner * columns, &random))
    var c = [Double](repeating: .nan, count: rows * columns)
    var span = c.mutableSpan
    matrixProduct(a.span, transposeA: flipA, b.span, transposeB: flipB, rows: rows, inner: inner, columns: columns, into: &span)
    for i in 0..<rows {
      for j in 0..<columns {
        var sum = 0.0
        for k in 0..<inner { sum += (flipA ? a[i * inner + k] : a[k * rows + i]) * (flipB ? b[k * columns + j] : b[j * inner + k]) }
        #expect(abs(c[j * rows + i] - sum) < 1e-13 * Double(inner + 1), "seed \(seed), entry \(i), \(j)")
      }
    }
  }

  @Test("takes the cross product as two loops do, both triangles", arguments: 0..<20 as Range<UInt64>)
  func cross(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (rows, columns) = (Int.random(in: 0...40, using: &random), Int.random(in: 1...9, using: &random))
    let x = Self.random(rows * columns, &random)
    var c = [Double](repeating: .nan, count: columns * columns)
    var span = c.mutableSpan
    crossProduct(x.span, rows: rows, columns: columns, into: &span)
    for i in 0..<columns {
      for j in 0..<columns {
        let sum = (0..<rows).reduce(0) { $0 + x[i * rows + $1] * x[j * rows + $1] }
        #expect(abs(c[j * columns + i] - sum) < 1e-12, "seed \(seed), entry \(i), \(j)")
      }
    }
  }

  /// A positive definite matrix: XᵀX of twice as many rows.
  static func definite(_ order: Int, _ random: inout SeededGenerator) -> [Double] {
    let x = Self.random(2 * order * order, &random)
    var a = [Double](repeating: 0, count: order * order)
    for i in 0..<order {
      for j in 0..<order { a[j * order + i] = (0..<(2 * order)).reduce(0) { $0 + x[i * 2 * order + $1] * x[j * 2 * order + $1] } }
    }
    return a
  }

  @Test("factors as Cholesky's recurrence does, and solves both triangles", arguments: 0..<20 as Range<UInt64>)
  func cholesky(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let order = Int.random(in: 1...12, using: &random)
    let a = Self.definite(order, &random)
    var naive = [Double](repeating: 0, count: order * order)
    for j in 0..<order {
      for i in j..<order {
        let rest = a[j * order + i] - (0..<j).reduce(0) { $0 + naive[$1 * order + i] * naive[$1 * order + j] }
        naive[j * order + i] = i == j ? rest.squareRoot() : rest / naive[j * order + j]
      }
    }
    var factor = a
    var span = factor.mutableSpan
    #expect(choleskyFactor(&span, order: order) == nil)
    #expect(zip(factor, naive).allSatisfy { abs($0 - $1) < 1e-9 }, "seed \(seed)")
    let x = Self.random(order * 2, &random)
    // b = A x, so that solving both triangles gives x back.
    var b = [Double](repeating: 0, count: order * 2)
    for column in 0..<2 {
      for i in 0..<order { b[column * order + i] = (0..<order).reduce(0) { $0 + a[$1 * order + i] * x[column * order + $1] } }
    }
    var right = b.mutableSpan
    solveTriangular(factor.span, order: order, right: &right, columns: 2)
    solveTriangular(factor.span, order: order, transposed: true, right: &right, columns: 2)
    #expect(zip(b, x).allSatisfy { abs($0 - $1) < 1e-6 }, "seed \(seed)")
  }

  @Test("names the first column whose pivot vanishes")
  func singular() {
    var a: [Double] = [1, 2, 0, 2, 4, 0, 0, 0, 1]
    var span = a.mutableSpan
    #expect(choleskyFactor(&span, order: 3) == 1)
    var negative: [Double] = [-1]
    var other = negative.mutableSpan
    #expect(choleskyFactor(&other, order: 1) == 0)
  }

  @Test("finds eigenvectors that rebuild the matrix, in ascending order", arguments: 0..<20 as Range<UInt64>)
  func eigen(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let order = Int.random(in: 1...10, using: &random)
    let a = Self.definite(order, &random)
    var (matrix, values, vectors) = (a, [Double](repeating: 0, count: order), [Double](repeating: 0, count: order * order))
    var first = matrix.mutableSpan
    var second = values.mutableSpan
    var third = vectors.mutableSpan
    #expect(symmetricEigen(&first, order: order, values: &second, vectors: &third))
    #expect(values == values.sorted())
    for i in 0..<order {
      for j in 0..<order {
        let rebuilt = (0..<order).reduce(0) { $0 + values[$1] * vectors[$1 * order + i] * vectors[$1 * order + j] }
        #expect(abs(rebuilt - a[j * order + i]) < 1e-10 * values[order - 1], "seed \(seed), entry \(i), \(j)")
        let product = (0..<order).reduce(0) { $0 + vectors[i * order + $1] * vectors[j * order + $1] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-12, "seed \(seed)")
      }
    }
  }
}
