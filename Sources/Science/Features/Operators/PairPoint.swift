/// One row that two series have in common; a value that is not finite is missing.
public struct PairPoint: Hashable, Sendable, Codable {
  public var x: Double
  public var y: Double

  /// A row from its parts.
  @inlinable public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
