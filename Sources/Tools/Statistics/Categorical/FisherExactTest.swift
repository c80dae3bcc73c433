/// Fisher's exact test of a 2 × 2 table, two-sided: the probability of all tables with these margins that are no likelier than the one observed.
///
/// Source: Fisher 1935; scipy.stats.fisher_exact for the rule of the two sides.
public struct FisherExactTest: Sendable, Hashable {
  /// ad/bc of the sample; +inf when b or c is 0, NaN when a row or column is empty.
  public let oddsRatio: Double
  /// Two-sided p-value.
  public let pValue: Double

  /// Of the table ((a, b), (c, d)), counts ≥ 0 with a sum of at most 2³¹.
  ///
  /// - Complexity: O(min margin).
  public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
    precondition(a >= 0 && b >= 0 && c >= 0 && d >= 0, "counts are not negative")
    let (row, other, column) = (a + b, c + d, a + c)
    let total = row + other
    guard row > 0, other > 0, column > 0, column < total else {
      oddsRatio = .nan
      pValue = 1
      return
    }
    oddsRatio = b * c == 0 ? .infinity : Double(a) * Double(d) / (Double(b) * Double(c))
    let low = max(0, column - other)
    let high = min(row, column)
    // Hypergeometric, as a product of three binomials at p = column/total: no overflow at any size.
    let share = Double(column) / Double(total)
    func probability(_ x: Int) -> Double {
      Self.binomial(x, row, share) * Self.binomial(column - x, other, share) / Self.binomial(column, total, share)
    }
    let limit = probability(a) * (1 + 1e-12)
    var sum = 0.0
    for x in low...high {
      let p = probability(x)
      if p <= limit { sum += p }
    }
    pValue = min(sum, 1)
  }

  private static func binomial(_ j: Int, _ n: Int, _ share: Double) -> Double {
    Binomial.probability(j, of: n, mean: Double(n) * share, rest: Double(n) - Double(n) * share)
  }
}
