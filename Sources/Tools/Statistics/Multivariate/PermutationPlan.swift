/// Draws of a permutation scheme and the p-value that follows from them.
public struct PermutationPlan: Sendable, Hashable {
  /// Permutations B ≥ 1; the least p-value is 1/(B + 1).
  public let count: Int
  /// What is exchanged.
  public let scheme: PermutationScheme

  /// Most permutations of one test.
  public static let maximum = 100_000

  /// A plan.
  ///
  /// - Throws: ``MultivariateError/badParameter(_:value:wanted:)``: B outside 1…100,000 or an empty block.
  public init(count: Int, scheme: PermutationScheme = .rows) throws(MultivariateError) {
    guard (1...Self.maximum).contains(count) else {
      throw .badParameter("permutations", value: Double(count), wanted: "1…\(Self.maximum)")
    }
    if case .blocks(let length) = scheme, length < 1 { throw .badParameter("block length", value: Double(length), wanted: "at least one row") }
    self.count = count
    self.scheme = scheme
  }

  /// p = (k + 1)/(B + 1), k the number of permuted statistics at least as large as the observed one.
  ///
  /// Values that fall short by less than the slack count as ties: sums of the same terms in another order differ in their last bits.
  /// - Parameters:
  ///   - observed: NaN is a programmer's error.
  ///   - permuted: one value a permutation, at least one.
  ///   - slack: absolute, ≥ 0.
  ///
  /// Source: Phipson & Smyth 2010: k/B is not a p-value.
  public static func pValue(observed: Double, permuted: some Collection<Double>, slack: Double) -> Double {
    precondition(!observed.isNaN && !permuted.isEmpty, "a statistic and its null law")
    let reached = permuted.reduce(0) { $1 >= observed - slack ? $0 + 1 : $0 }
    return Double(reached + 1) / Double(permuted.count + 1)
  }

  /// Calls `body` with the pooled indices that make up the reference, once a permutation.
  ///
  /// - Parameters:
  ///   - reference: rows n of the reference, which come first in the pooled order.
  ///   - current: rows m of the current sample.
  ///   - generator: the same state gives the same permutations.
  /// - Complexity: O(min(n, m)) draws a permutation of rows, O((n + m)/length) of blocks.
  func forEach(
    reference n: Int, current m: Int, using generator: inout some RandomNumberGenerator, _ body: (_ permutation: Int, _ members: ArraySlice<Int>) -> Void
  ) {
    switch scheme {
    case .rows:
      var order = Array(0..<(n + m))
      for permutation in 0..<count {
        // A partial shuffle of what the last one left is as uniform as one of the sorted order.
        if n <= m {
          for index in 0..<n { order.swapAt(index, index + Self.draw(below: n + m - index, using: &generator)) }
        } else {
          for index in stride(from: n + m - 1, through: n, by: -1) { order.swapAt(index, Self.draw(below: index + 1, using: &generator)) }
        }
        body(permutation, order[..<n])
      }
    case .blocks(let length):
      var blocks: [Range<Int>] = []
      for (start, end) in [(0, n), (n, n + m)] {
        for first in stride(from: start, to: end, by: length) { blocks.append(first..<min(first + length, end)) }
      }
      for permutation in 0..<count {
        for index in stride(from: blocks.count - 1, to: 0, by: -1) { blocks.swapAt(index, Self.draw(below: index + 1, using: &generator)) }
        var members: [Int] = []
        members.reserveCapacity(n)
        for block in blocks {
          members.append(contentsOf: block.prefix(n - members.count))
          if members.count == n { break }
        }
        body(permutation, members[...])
      }
    }
  }

  /// Uniform in 0 ..< bound: one word a draw, and another in fewer than bound of 2⁶⁴ cases.
  ///
  /// Source: Lemire 2019. The standard library's `Int.random(in:using:)` costs ten times as much where the generator's type is not known.
  static func draw(below bound: Int, using generator: inout some RandomNumberGenerator) -> Int {
    let bound = UInt64(bound)
    var product = generator.next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = generator.next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Signs of the observed split and of every permutation: `[(n + m) × (B + 1)]`, column-major, +1 in the reference, −1 in the current sample.
  func signs(reference n: Int, current m: Int, using generator: inout some RandomNumberGenerator) -> [Double] {
    let rows = n + m
    var signs = [Double](repeating: -1, count: rows * (count + 1))
    for row in 0..<n { signs[row] = 1 }
    forEach(reference: n, current: m, using: &generator) { permutation, members in
      let base = (permutation + 1) * rows
      for row in members { signs[base + row] = 1 }
    }
    return signs
  }
}
