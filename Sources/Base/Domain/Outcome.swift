/// What became of a prediction once its horizon had passed.
public struct Outcome: Hashable, Sendable {
  public var prediction: Prediction
  /// Did the label happen?
  public var happened: Bool
  /// Event time at which it became known.
  public var resolved: Timestamp

  public init(prediction: Prediction, happened: Bool, resolved: Timestamp) {
    self.prediction = prediction
    self.happened = happened
    self.resolved = resolved
  }

  /// Brier score of this one prediction: (p − y)², 0…1.
  public var squaredError: Double {
    let difference = Double(prediction.probability) - (happened ? 1 : 0)
    return difference * difference
  }
}
