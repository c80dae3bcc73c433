/// Kolmogorov–Smirnov's distance tested by permuting blocks of consecutive values: valid where values depend on their past, but blocks hardly on each other.
///
/// ```text
/// reference and current sample in time order, one after the other, cut into blocks of L values; each permutation lays the blocks in random order and
/// calls the first n values the reference        p = (k + 1)/(B + 1),  k the permutations with D at least the observed one
/// ```
/// Distances are compared as exact integers, so that ties count as they must. L = 1 is the ordinary permutation test.
///
/// Source: Künsch 1989 for blocks; Phipson & Smyth 2010 for p.
public struct BlockPermutationTest: Hashable, Sendable {
  /// D of the samples as they are.
  public let statistic: Double
  /// (k + 1)/(B + 1).
  public let pValue: Double
  /// Blocks permuted.
  public let blocks: Int

  /// Tests two samples.
  ///
  /// - Parameters:
  ///   - reference: in time order, no NaN.
  ///   - current: in time order, no NaN.
  ///   - blockLength: L ≥ 1.
  ///   - permutations: B, 1…1,000,000.
  ///   - generator: orders the blocks.
  /// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a side is empty.
  /// - Complexity: O(N log N + B N); memory O(N).
  public init(
    reference: [Double], current: [Double], blockLength: Int, permutations: Int, using generator: inout some RandomNumberGenerator
  ) throws(StatisticsError) {
    precondition(blockLength >= 1 && (1...1_000_000).contains(permutations), "a block has a value, and a test a permutation")
    guard !reference.isEmpty, !current.isEmpty else { throw .sampleTooSmall(count: min(reference.count, current.count), minimum: 1) }
    let pooled = reference + current
    let order = pooled.indices.sorted { pooled[$0] < pooled[$1] }
    var endsGroup = [Bool](repeating: true, count: order.count)
    for rank in 0..<(order.count - 1) { endsGroup[rank] = pooled[order[rank]] < pooled[order[rank + 1]] }
    let (n, m) = (reference.count, current.count)
    var isReference = [Bool](repeating: false, count: order.count)
    for index in 0..<n { isReference[index] = true }
    let observed = Self.distance(order, endsGroup, isReference, n, m)
    blocks = (order.count + blockLength - 1) / blockLength
    var sequence = Array(0..<blocks)
    var exceeding = 0
    for _ in 0..<permutations {
      sequence.shuffle(using: &generator)
      var left = n
      for block in sequence {
        let start = block * blockLength
        let end = min(start + blockLength, order.count)
        for index in start..<end {
          isReference[index] = left > 0
          left -= 1
        }
      }
      if Self.distance(order, endsGroup, isReference, n, m) >= observed { exceeding += 1 }
    }
    statistic = Double(observed) / (Double(n) * Double(m))
    pValue = Double(exceeding + 1) / Double(permutations + 1)
  }

  /// max |i·m − j·n| over the groups of equal values.
  private static func distance(_ order: [Int], _ endsGroup: [Bool], _ isReference: [Bool], _ n: Int, _ m: Int) -> Int {
    var gap = 0
    var greatest = 0
    for rank in order.indices {
      gap += isReference[order[rank]] ? m : -n
      if endsGroup[rank] { greatest = max(greatest, abs(gap)) }
    }
    return greatest
  }
}
