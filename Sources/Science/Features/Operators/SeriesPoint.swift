/// One value of a series at an event time; a value that is not finite is missing.
public struct SeriesPoint: Hashable, Sendable, Codable {
  /// Event time in ns since 1970.
  public var time: Int64
  public var value: Double

  /// A point from its parts.
  @inlinable public init(time: Int64, value: Double) {
    self.time = time
    self.value = value
  }
}
