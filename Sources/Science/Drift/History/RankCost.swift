internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#endif

/// Cost of a stretch of values by ranks alone: how badly one distribution explains it at a few quantiles of the whole.
///
/// ```text
/// C(a, b) = s Σₖ wₖ 2 [L ln L − c ln c − (L − c) ln(L − c)]        L = rows in the stretch, c = those ≤ qₖ, the k/16 quantile, k = 1…15
/// s = 1/(2 λ), λ the greatest eigenvalue of √wⱼ Rⱼₖ √wₖ,  Rⱼₖ = √(Fⱼ(1 − Fₖ)/(Fₖ(1 − Fⱼ))), Fⱼ ≤ Fₖ
/// ```
/// What a split gains is then a likelihood-ratio twin of Anderson and Darling's statistic, and for independent values of one distribution, be it
/// continuous, heavy-tailed or of two values, exceeds x with probability about e^(−x) or less: Σ s λⱼ χ²₁ with every s λⱼ ≤ ½. Coinciding quantiles
/// share one threshold and their weight. Splitting never costs more, which is what pruning needs.
///
/// Source: Zou, Yin, Feng & Wang 2014 and Haynes, Fearnhead & Eckley 2017 for the empirical likelihood; equal weights and s are this library's.
struct RankCost {
  /// Quantiles looked at.
  static let levels = 15

  /// Rows before each block's end; one more than blocks, from 0.
  let borders: [Int]
  /// Distinct thresholds, ascending.
  let thresholds: [Double]
  /// s wₖ.
  let weights: [Double]
  /// Values ≤ each threshold before each border, thresholds innermost.
  private let below: [Int]
  /// x ln x of every count there can be, up to ``tabled``.
  private let entropies: [Double]
  /// Counts in the table at most.
  static let tabled = 1 << 20

  /// - Parameters:
  ///   - values: in order, no NaN, ±inf allowed; at least one.
  ///   - blocks: stretches of equally many rows between which a change may lie, 1…count.
  init(_ values: [Double], blocks: Int) {
    let count = values.count
    let sorted = SortedSample(values).values
    var thresholds: [Double] = []
    var shares: [Double] = []
    for k in 1...Self.levels {
      let value = sorted[min(count - 1, k * count / (Self.levels + 1))]
      // A threshold that all values reach tells nothing.
      guard value < sorted[count - 1] else { break }
      if thresholds.last == value {
        shares[shares.count - 1] += 1
      } else {
        thresholds.append(value)
        shares.append(1)
      }
    }
    borders = (0...blocks).map { $0 * count / blocks }
    var below: [Int] = Array(repeating: 0, count: (blocks + 1) * thresholds.count)
    var running = Array(repeating: 0, count: thresholds.count)
    for block in 0..<blocks {
      for row in borders[block]..<borders[block + 1] {
        for k in thresholds.indices where values[row] <= thresholds[k] { running[k] += 1 }
      }
      for k in thresholds.indices { below[(block + 1) * thresholds.count + k] = running[k] }
    }
    let weights = shares.map { $0 / Double(Self.levels) }
    let scale = 1 / (2 * Self.greatestEigenvalue(weights, running.map { Double($0) / Double(count) }))
    entropies = (0...min(count, Self.tabled)).map { $0 == 0 ? 0 : Double($0) * log(Double($0)) }
    self.thresholds = thresholds
    self.below = below
    self.weights = weights.map { $0 * scale }
  }

  /// Cost of the blocks `from ..< to`.
  func cost(from: Int, to: Int) -> Double {
    let length = borders[to] - borders[from]
    let whole = entropy(length)
    var sum = 0.0
    for k in thresholds.indices {
      let count = below[to * thresholds.count + k] - below[from * thresholds.count + k]
      sum += weights[k] * (whole - entropy(count) - entropy(length - count))
    }
    return 2 * sum
  }

  /// Cost of a stretch by its counts at the thresholds.
  func cost(length: Int, counts: [Int]) -> Double {
    var sum = 0.0
    for k in thresholds.indices { sum += weights[k] * (entropy(length) - entropy(counts[k]) - entropy(length - counts[k])) }
    return 2 * sum
  }

  /// x ln x, 0 at 0.
  private func entropy(_ count: Int) -> Double { count < entropies.count ? entropies[count] : Double(count) * log(Double(count)) }

  /// Power iteration on a matrix of positive entries.
  static func greatestEigenvalue(_ weights: [Double], _ shares: [Double]) -> Double {
    guard !weights.isEmpty else { return 0.5 }
    var vector = Array(repeating: 1.0, count: weights.count)
    var value = 0.0
    for _ in 0..<200 {
      var next = Array(repeating: 0.0, count: weights.count)
      for j in weights.indices {
        for k in weights.indices {
          let (f, g) = (shares[min(j, k)], shares[max(j, k)])
          next[j] += (weights[j] * weights[k] * f * (1 - g) / (g * (1 - f))).squareRoot() * vector[k]
        }
      }
      let norm = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let settled = abs(norm - value) <= 1e-12 * norm
      value = norm
      vector = next.map { $0 / norm }
      if settled { break }
    }
    return value
  }
}
