public import Domain

/// One row of a batch: the features after one event of a recording.
public struct BatchRow: Sendable {
  /// The instrument's symbol.
  public var symbol: String
  /// Features at the event's own time.
  public var vector: FeatureVector
  /// Bid + ask in price units at that time; `nil` where there is no valid mid. What labels are made of.
  public var doubledMid: Int64?
}
