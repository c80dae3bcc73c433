internal import Kernels

/// A mergeable quantile sketch whose rank error is proven, and tracked by the sketch itself.
///
/// **Idea.** Level h holds values of weight 2ʰ. A full level is sorted and *compacted*: of its values in pairs one of each pair, all the first or all the
/// second by one fair coin, goes up to level h + 1 with twice the weight.
///
/// **Bound.** Let r values of a compacted level be ≤ x. Before, they weigh r·2ʰ; after, ⌊r/2⌋ or ⌈r/2⌉ times 2ʰ⁺¹. The rank of x is unchanged for even r, and
/// off by 2ʰ, up or down by the coin, for odd r; and so for "< x", and for *every x at once*. Hence, whatever the data, their order and the coins,
///
/// ```text
/// |rank̂(x) − rank(x)|  ≤  E = Σ 2ʰ over all compactions made, here and in sketches merged in          (``worstRankError``)
/// ```
///
/// For one x the errors are a martingale with steps of at most 2ʰ, so by Azuma P(|error| > t) ≤ 2 exp(−t²/2V), V = Σ 4ʰ. Let m values of the sample leave at
/// most n/m others strictly between any two neighbours; a rank between two of them lies between "≤" of the one and "<" of the other, so by a union over both
/// of all m
///
/// ```text
/// P(supₓ |rank̂(x) − rank(x)| > √(2V ln(4m/δ)) + n/m)  ≤  δ                                              (``rankError(delta:)``)
/// ```
///
/// With capacity k at every level (decay 1, the default) E ≈ n·log₂(n/k)/k: 0.3 % at k = 4,096 for ten million values, in 400 KB. With decay 2/3 lower
/// levels shrink: the sketch of Karnin, Lang and Liberty, a third of the memory, with the second bound alone of use.
///
/// The coins come from the seed: the same values in the same order give the same sketch. Sketches to be merged take different seeds (else their coins are not
/// independent, and only the first bound holds).
///
/// - Complexity: O(log k) amortised a value; memory k·log₂(n/k) values. Below k values the sketch is the sample itself, E = 0.
///
/// Source: Manku, Rajagopalan & Lindsay 1998; Karnin, Lang & Liberty 2016, "Optimal quantile approximation in streams".
public struct KLLSketch: Sendable {
  /// Values of the top level before it is compacted, and with decay 1 of every level.
  public let capacity: Int
  /// Factor from one level's capacity to that of the level below, 0.5…1.
  public let decay: Double
  /// Values taken in.
  public internal(set) var count = 0
  /// Least value; +inf before the first.
  public internal(set) var minimum = Double.infinity
  /// Greatest value; −inf before the first.
  public internal(set) var maximum = -Double.infinity
  /// E: no rank is off by more, whatever the data, their order and the coins.
  public internal(set) var worstRankError = 0
  /// V = Σ 4ʰ over all compactions.
  public internal(set) var squaredErrorSum = 0.0

  /// Values of weight 2ʰ; level 0 in order of arrival, the others ascending.
  var levels: [[Double]] = [[]]
  var coins: UInt64
  private var scratch: [UInt64] = []

  /// An empty sketch.
  ///
  /// - Parameters:
  ///   - capacity: 16…2²⁰.
  ///   - decay: 0.5…1.
  ///   - seed: of the coins; another one for every sketch that is to be merged.
  public init(capacity: Int = 4096, decay: Double = 1, seed: UInt64) {
    precondition((16...1 << 20).contains(capacity) && (0.5...1).contains(decay), "a capacity of 16…2²⁰, a decay of 0.5…1")
    self.capacity = capacity
    self.decay = decay
    coins = seed
    levels[0].reserveCapacity(capacity)
  }

  /// Takes one value in.
  ///
  /// - Precondition: no NaN; ±inf is a value like others.
  @inlinable public mutating func update(_ value: Double) {
    precondition(!value.isNaN, "NaN has no rank")
    take(value)
  }

  @usableFromInline mutating func take(_ value: Double) {
    count += 1
    if value < minimum { minimum = value }
    if value > maximum { maximum = value }
    levels[0].append(value)
    if levels[0].count >= capacity(ofLevel: 0) { compactFullLevels() }
  }

  /// Takes another sketch in, as if its values had come one by one; errors add.
  ///
  /// - Precondition: both have the same capacity and decay.
  public mutating func merge(_ other: KLLSketch) {
    precondition(capacity == other.capacity && decay == other.decay, "sketches of one shape merge")
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    worstRankError += other.worstRankError
    squaredErrorSum += other.squaredErrorSum
    while levels.count < other.levels.count { levels.append([]) }
    levels[0].append(contentsOf: other.levels[0])
    for level in other.levels.indices.dropFirst() { levels[level] = Self.merged(levels[level], other.levels[level]) }
    compactFullLevels()
  }

  /// Values a level holds before it is compacted.
  func capacity(ofLevel level: Int) -> Int {
    if decay == 1 { return capacity }
    var size = Double(capacity)
    for _ in level..<(levels.count - 1) { size *= decay }
    return max(8, Int(size.rounded(.up)))
  }

  private mutating func compactFullLevels() {
    var level = 0
    while level < levels.count {
      if levels[level].count >= capacity(ofLevel: level) { compact(level) }
      level += 1
    }
  }

  private mutating func compact(_ level: Int) {
    if level + 1 == levels.count { levels.append([]) }
    var values: [Double] = []
    swap(&values, &levels[level])
    if level == 0 {
      if scratch.count < values.count { scratch = Array(repeating: 0, count: values.count) }
      var span = values.mutableSpan
      var spare = scratch.mutableSpan
      radixSort(&span, scratch: &spare)
    }
    // An odd one out stays: weight is kept exactly.
    let paired = values.count & ~1
    let offset = nextCoin() ? 1 : 0
    var promoted: [Double] = []
    promoted.reserveCapacity(paired / 2)
    for index in stride(from: offset, to: paired, by: 2) { promoted.append(values[index]) }
    levels[level + 1] = levels[level + 1].isEmpty ? promoted : Self.merged(levels[level + 1], promoted)
    values.removeFirst(paired)
    levels[level] = values
    if level == 0 { levels[0].reserveCapacity(capacity(ofLevel: 0)) }
    worstRankError += 1 << level
    squaredErrorSum += Double(sign: .plus, exponent: 2 * level, significand: 1)
  }

  /// SplitMix64's upper bit.
  private mutating func nextCoin() -> Bool {
    var generator = SplitMix(seed: coins)
    let word = generator.next()
    coins = generator.state
    return word >> 63 == 1
  }

  private static func merged(_ left: [Double], _ right: [Double]) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if right[j] < left[i] {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    result.append(contentsOf: left[i...])
    result.append(contentsOf: right[j...])
    return result
  }
}
