public import Domain

/// A feature vector as the journal holds it.
public struct FeatureRow: Sendable {
  public var instrument: InstrumentID
  public var time: Timestamp
  public var schemaHash: UInt64
  /// One value a column, NaN where `present` lacks the column.
  public var values: [Double]
  public var present: FeatureMask
}
