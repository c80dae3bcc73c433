/// A position in a ``PointSource``: the sequence number of the last record taken.
public struct PointCursor: Hashable, Comparable, Sendable, Codable {
  public static let start = PointCursor(sequence: 0)
  public var sequence: UInt64
  public init(sequence: UInt64) { self.sequence = sequence }
  public static func < (left: PointCursor, right: PointCursor) -> Bool { left.sequence < right.sequence }
}
