public import Domain

/// Challengers' predictions of one instrument that wait beside the champion's for the same outcome.
///
/// What the market did after a tick does not depend on who predicted it. So the champion's ``OutcomeJoin`` decides, and a challenger's prediction
/// only keeps what differs: its model and its answer. A model that has left scores no more, and what it has predicted is resolved all the same;
/// nothing is kept a model, so nothing grows with their changes.
///
/// - Complexity: O(1) a prediction. The ring grows by doubling up to its bound, so without challengers it costs nothing.
public struct ShadowJoin: Sendable {
  struct Shadow: Sendable {
    var time: Timestamp
    var model: UInt16
    var margin: Float
    var probability: Float
  }

  private var waiting: BoundedRing<Shadow>

  /// - Parameter capacity: most predictions that wait, of all challengers together; further ones are refused.
  public init(capacity: Int) { waiting = BoundedRing(capacity: capacity) }

  /// Predictions that wait.
  public var pending: Int { waiting.count }

  /// Lets a challenger's prediction wait for the outcome of the champion's at the same time, which waits already and is the youngest.
  ///
  /// - Returns: `false` when the ring is full.
  public mutating func add(_ prediction: Prediction) -> Bool {
    precondition(waiting.isEmpty || waiting[waiting.count - 1].time <= prediction.time, "predictions come in order of time")
    return waiting.append(
      Shadow(time: prediction.time, model: prediction.model, margin: prediction.margin, probability: prediction.probability))
  }

  /// Takes out the next challenger's prediction beside a champion's that no longer waits.
  ///
  /// - Parameter champion: those that do not wait any more are asked for oldest first, each until the answer is `nil`.
  public mutating func next(beside champion: borrowing Prediction) -> Prediction? {
    guard !waiting.isEmpty, waiting[0].time == champion.time else { return nil }
    let shadow = waiting[0]
    waiting.removeFirst()
    return Prediction(
      instrument: champion.instrument, time: champion.time, model: shadow.model, schemaHash: champion.schemaHash, margin: shadow.margin,
      probability: shadow.probability, doubledMid: champion.doubledMid)
  }
}
