/// The features of one instrument at one event.
public struct FeatureVector: Sendable {
  public var instrument: InstrumentID
  /// The event's point time: unique for its instrument (exchange time and ordinal).
  public var time: Timestamp
  /// The ``FeatureSchema/hash`` of the set.
  public var schemaHash: UInt64
  /// One value a column; NaN exactly where `present` lacks the column.
  public var values: [Double]
  public var present: FeatureMask

  public init(instrument: InstrumentID, time: Timestamp, schema: FeatureSchema) {
    self.instrument = instrument
    self.time = time
    schemaHash = schema.hash
    values = Array(repeating: .nan, count: schema.columns.count)
    present = FeatureMask()
  }

  /// Sets a column, or marks it missing when the value is not finite.
  @inlinable public mutating func set(_ index: Int, _ value: Double) {
    if value.isFinite {
      values[index] = value
      present.insert(index)
    } else {
      values[index] = .nan
      present.remove(index)
    }
  }
}
