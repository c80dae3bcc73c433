public import Domain

/// How old what a column was computed on is.
public struct FeatureFreshness: Hashable, Sendable {
  /// The column's name.
  public var column: String
  /// When its input was last observed; the end of the newest candle for columns of candles. `nil` for never.
  public var observed: Timestamp?
  /// Nanoseconds since then.
  public var age: Int64?
  /// Nanoseconds beyond which it is stale.
  public var maximumAge: Int64
  /// Is its value old? Never observed is missing, not stale.
  public var isStale: Bool { age.map { $0 > maximumAge } ?? false }
}
