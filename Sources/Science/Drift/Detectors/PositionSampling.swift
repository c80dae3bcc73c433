/// Draws positions without replacement: the dice of ``KSWIN``, brought by the caller so that the detector has none of its own.
public protocol PositionSampling: Sendable, Codable {
  /// A sampler whose draws follow from the seed alone.
  init(seed: UInt64)
  /// Starts again at the seed.
  mutating func restart()
  /// Writes `chosen.count` different positions below `bound` over `chosen`.
  mutating func draw(below bound: Int, into chosen: inout [Int])
}
