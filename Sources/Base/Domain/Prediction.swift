/// A model's answer at one event: the probability that the market will have touched the label's threshold within its horizon.
public struct Prediction: Hashable, Sendable {
  public var instrument: InstrumentID
  /// The event's point time; the prediction's point carries the same.
  public var time: Timestamp
  /// Index of the model among those of this run.
  public var model: UInt16
  /// The ``FeatureSchema/hash`` the model was fed with.
  public var schemaHash: UInt64
  /// The model's raw score.
  public var margin: Float
  /// 0…1.
  public var probability: Float
  /// Twice the mid at the event, in price units: what the outcome is measured from.
  public var doubledMid: Int64

  public init(instrument: InstrumentID, time: Timestamp, model: UInt16, schemaHash: UInt64, margin: Float, probability: Float, doubledMid: Int64) {
    self.instrument = instrument
    self.time = time
    self.model = model
    self.schemaHash = schemaHash
    self.margin = margin
    self.probability = probability
    self.doubledMid = doubledMid
  }
}
