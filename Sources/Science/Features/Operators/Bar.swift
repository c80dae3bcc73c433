/// A closed candle as operators take it; a price or volume that is not finite is missing.
public struct Bar: Hashable, Sendable, Codable {
  /// Open time in ns since 1970.
  public var time: Int64
  public var open: Double
  public var high: Double
  public var low: Double
  public var close: Double
  public var volume: Double

  /// A bar from its parts.
  @inlinable public init(time: Int64, open: Double, high: Double, low: Double, close: Double, volume: Double) {
    self.time = time
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }
}
