/// One pass over two sorted samples that serves *all* rank statistics, with ties taken as groups.
///
/// With i, j the counts consumed of reference and current, n and m their sizes, N = n + m, a group is all copies of one value: a of the reference, b of the
/// current sample, t = a + b.
/// ```text
/// Kolmogorov–Smirnov, Kuiper   extremes of the integer gap g = i·m − j·n at the end of a group
/// Wasserstein-1, energy        Σ |g|/(nm) · Δx      Σ (g/(nm))² · Δx
/// Mann–Whitney                 2 U₁ = Σ a (2 j₀ + b)
/// Cramér–von Mises             T with mid-ranks, as Σ g² plus a correction a group, so that nothing cancels
/// Anderson–Darling             Σ t (m(i₀ + a/2) − n(j₀ + b/2))² / (B(N − B) − N t/4),   B = i₀ + j₀ + t/2
/// ties                         Σ (t³ − t)
/// ```
///
/// Source: Scholz & Stephens 1987, eq. 7 (mid-rank form); Anderson 1962 for T; Hodges 1958 for ties in KS.
public struct RankScan: Sendable, Hashable {
  /// Extremes of F₁ − F₂ and the area between the distributions.
  public var gaps: MergeScan
  /// ∫ (F₁ − F₂)² dx; NaN or infinite when a sample holds an infinity.
  public var squaredArea: Double
  /// 2 U₁: twice the number of pairs whose reference value is the larger, ties as a half each.
  public var twiceReferenceWins: Int
  /// Σ (t³ − t) over groups of t equal values.
  public var tieSum: Double
  /// Groups: distinct values of the pooled sample.
  public var distinctCount: Int
  /// Cramér–von Mises' T with mid-ranks.
  public var cramerVonMises: Double
  /// Scholz & Stephens' A²ₐₖₙ of two samples with mid-ranks; NaN when all values are equal.
  public var andersonDarling: Double

  /// Scans two samples.
  ///
  /// - Parameters:
  ///   - reference: sorted ascending, shape `[n]`, n ≥ 1, no NaN.
  ///   - current: sorted ascending, shape `[m]`, m ≥ 1, no NaN; n, m < 2³¹ and n·m < 2⁶².
  /// - Complexity: O(n + m), no allocation, one division a group.
  public init(reference: Span<Double>, current: Span<Double>) {
    let n = reference.count
    let m = current.count
    precondition(n > 0 && m > 0, "both samples have values")
    precondition(n < 1 << 31 && m < 1 << 31 && n.multipliedReportingOverflow(by: m).partialValue < 1 << 62, "n·m fits 62 bits")
    var sums = Sums(n, m)
    var i = 0
    var j = 0
    let lastI = n - 1
    let lastJ = m - 1
    // While both sides have a value beyond the one taken, a step needs no bound but this one, and the side it takes from is no branch.
    while i < lastI && j < lastJ {
      // SAFETY: i < n − 1 and j < m − 1 by the loop's condition, so that i + a < n and j + b < m.
      let left = unsafe reference[unchecked: i]
      let right = unsafe current[unchecked: j]
      let value = left < right ? left : right
      let a = left <= right ? 1 : 0
      let b = right <= left ? 1 : 0
      let nextLeft = unsafe reference[unchecked: i &+ a]
      let nextRight = unsafe current[unchecked: j &+ b]
      let next = nextLeft < nextRight ? nextLeft : nextRight
      if next <= value || a & b == 1 { takeGroup(reference, current, &i, &j, &sums) } else {
        sums.single(a, b, i, j, value, next)
        i &+= a
        j &+= b
      }
    }
    while i < n || j < m { takeGroup(reference, current, &i, &j, &sums) }
    gaps = MergeScan(sums.extremes, n, m, area: sums.area)
    squaredArea = sums.squaredArea
    twiceReferenceWins = sums.wins
    tieSum = sums.ties
    distinctCount = sums.groups
    let size = Double(n) * Double(m)
    let total = Double(n + m)
    cramerVonMises = sums.squares / (size * total * total)
    andersonDarling = sums.groups < 2 ? .nan : sums.weighted / total * (1 / Double(n) + 1 / Double(m)) * (total - 1) / total
  }

  /// Running sums of a scan.
  struct Sums {
    let n: Int
    let m: Int
    let perPair: Double
    var extremes = GapExtremes()
    var area = 0.0
    var squaredArea = 0.0
    var wins = 0
    var ties = 0.0
    var groups = 0
    var squares = 0.0
    var weighted = 0.0

    init(_ n: Int, _ m: Int) {
      self.n = n
      self.m = m
      perPair = 1 / (Double(n) * Double(m))
    }

    /// A group of one value of one side.
    @inline(__always) mutating func single(_ a: Int, _ b: Int, _ i: Int, _ j: Int, _ value: Double, _ next: Double) {
      let before = i &* m &- j &* n
      let gap = before &+ a &* m &- b &* n
      let real = Double(gap)
      let height = real * perPair
      let width = next - value
      area += abs(height) * width
      squaredArea += height * height * width
      squares += real * real
      wins &+= a &* (j &+ j)
      groups &+= 1
      let middle = Double(before &+ gap)
      let rank = 2 &* (i &+ j) &+ 1
      let total = n &+ m
      weighted += middle * middle / Double(rank &* (2 &* total &- rank) &- total)
      if gap >= extremes.greatest || gap <= extremes.least { extremes.note(gap, value, i &+ a, n, j &+ b, m, fromReference: a == 1) }
    }

    /// A group of a reference and b current values.
    mutating func group(_ a: Int, _ b: Int, _ i: Int, _ j: Int, _ value: Double, _ next: Double) {
      let before = i &* m &- j &* n
      let gap = before &+ a &* m &- b &* n
      let height = Double(gap) * perPair
      let width = next - value
      area += abs(height) * width
      squaredArea += height * height * width
      wins &+= a &* (j &+ j &+ b)
      let t = Double(a &+ b)
      ties += t * t * t - t
      groups &+= 1
      // The squares that the order "reference first" within the group would add, and what mid-ranks change of them.
      let (g, p, q, x, y) = (Double(before), Double(m), Double(n), Double(a), Double(b))
      let total = p + q
      let h = g + x * p
      let up = x * g * g + g * p * x * (x + 1) + p * p * x * (x + 1) * (2 * x + 1) / 6
      let down = y * h * h - h * q * y * (y + 1) + q * q * y * (y + 1) * (2 * y + 1) / 6
      let change = -x * y * g + q * x * y * y / 4 - 0.75 * p * y * x * x + (q * x * (x * x - 1) + p * y * (y * y - 1)) / 12
      squares += up + down + total * change
      let middle = Double(before) + Double(gap)
      let rank = 2 * Double(i + j) + t
      let weight = rank * (2 * total - rank) - total * t
      if weight > 0 { weighted += t * middle * middle / weight }
      extremes.note(gap, value, i &+ a, n, j &+ b, m, fromReference: a > 0)
    }
  }
}

/// Takes the whole group of the next value, whatever its size.
private func takeGroup(_ reference: Span<Double>, _ current: Span<Double>, _ i: inout Int, _ j: inout Int, _ sums: inout RankScan.Sums) {
  let (startI, startJ) = (i, j)
  let value: Double
  if i == sums.n {
    value = current[j]
  } else if j == sums.m {
    value = reference[i]
  } else {
    value = min(reference[i], current[j])
  }
  while i < sums.n && reference[i] <= value { i += 1 }
  while j < sums.m && current[j] <= value { j += 1 }
  var next = value
  if i < sums.n {
    next = j < sums.m ? min(reference[i], current[j]) : reference[i]
  } else if j < sums.m {
    next = current[j]
  }
  sums.group(i - startI, j - startJ, startI, startJ, value, next)
}
