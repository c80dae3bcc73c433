/// Encoded points and the position behind them.
public struct PointBatch: Sendable {
  /// Line protocol, one point a line, each ended by a newline.
  public var lines: [UInt8]
  public var count: Int
  /// How many of the points are ticks, predictions, and others.
  public var ticks: Int
  public var predictions: Int
  public var end: PointCursor
  public init(lines: [UInt8], count: Int, ticks: Int, predictions: Int, end: PointCursor) {
    self.lines = lines
    self.count = count
    self.ticks = ticks
    self.predictions = predictions
    self.end = end
  }
}
