internal import Statistics

/// Positions by SplitMix64 and a partial shuffle that is undone after each draw: O(k) a draw, no allocation after the first.
///
/// Source: Steele, Lea & Flood 2014 for the generator; Durstenfeld 1964 for the shuffle.
public struct SeededPositions: PositionSampling, Hashable {
  private let seed: UInt64
  private var generator: SplitMix
  /// 0, 1, 2, …: the identity between two draws.
  private var pool: [Int] = []
  private var swapped: [Int] = []

  /// A sampler whose draws follow from the seed alone.
  public init(seed: UInt64) {
    self.seed = seed
    generator = SplitMix(seed: seed)
  }

  /// Starts again at the seed.
  public mutating func restart() { generator = SplitMix(seed: seed) }

  /// Writes `chosen.count` different positions below `bound` over `chosen`.
  public mutating func draw(below bound: Int, into chosen: inout [Int]) {
    precondition(chosen.count <= bound, "no more positions than there are")
    while pool.count < bound { pool.append(pool.count) }
    swapped.removeAll(keepingCapacity: true)
    // Plain loops and a word of its own: no generic code between two values of a stream.
    var index = 0
    while index < chosen.count {
      let other = index + generator.number(below: bound - index)
      (pool[index], pool[other]) = (pool[other], pool[index])
      swapped.append(other)
      chosen[index] = pool[index]
      index += 1
    }
    while index > 0 {
      index -= 1
      let other = swapped[index]
      (pool[index], pool[other]) = (pool[other], pool[index])
    }
  }
}
