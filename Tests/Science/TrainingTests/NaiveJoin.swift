import Domain
import Training

/// The outcome join from the whole history: ticks and predictions in order of arrival, each prediction judged by definition.
struct NaiveJoin {
  private enum Event {
    case tick(Int64, Int64)
    case prediction(Prediction)
  }

  let label: LabelDefinition
  let capacity: Int
  private var events: [Event] = []

  init(label: LabelDefinition, capacity: Int) {
    self.label = label
    self.capacity = capacity
  }

  mutating func tick(_ mid: Int64, _ time: Int64) { events.append(.tick(time, mid)) }
  mutating func add(_ prediction: Prediction) { events.append(.prediction(prediction)) }

  struct Result: Equatable {
    var outcomes: [Outcome] = []
    var late = 0
    var missing = 0
    var dropped = 0
    var pending = 0
  }

  /// For each prediction: was it accepted, when does its horizon show to have passed, and what ticks had arrived by then?
  var result: Result {
    var result = Result()
    var waiting: [(prediction: Prediction, arrival: Int)] = []
    var latest: Int64?
    for (arrival, event) in events.enumerated() {
      switch event {
      case .tick(let time, _):
        while let first = waiting.first, time - first.prediction.time.nanoseconds > label.horizonNanoseconds {
          waiting.removeFirst()
          judge(first.prediction, first.arrival..<arrival, at: time, &result)
        }
        latest = max(latest ?? .min, time)
      case .prediction(let prediction):
        let newest = max(waiting.last?.prediction.time.nanoseconds ?? .min, latest ?? .min)
        if prediction.time.nanoseconds < newest || waiting.count == capacity {
          result.dropped += 1
        } else {
          waiting.append((prediction, arrival))
        }
      }
    }
    result.pending = waiting.count
    return result
  }

  private func judge(_ prediction: Prediction, _ arrivals: Range<Int>, at resolved: Int64, _ result: inout Result) {
    let start = prediction.time.nanoseconds
    var inside: [(time: Int64, mid: Int64)] = []
    for index in arrivals {
      if case .tick(let time, let mid) = events[index], time > start, time - start <= label.horizonNanoseconds { inside.append((time, mid)) }
    }
    let decided: Int64? =
      switch label.kind {
      case .touch: inside.map(\.mid).max()
      case .end: inside.max { $0.time < $1.time }.flatMap { last in inside.last { $0.time == last.time }?.mid }
      }
    guard let decided else {
      result.missing += 1
      return
    }
    if resolved - start - label.horizonNanoseconds > OutcomeJoin.lateAfterNanoseconds { result.late += 1 }
    let rise = Double(decided) / Double(prediction.doubledMid) - 1
    let exact = Int128(decided - prediction.doubledMid) * Int128(label.threshold.denominator) >= Int128(prediction.doubledMid) * Int128(label.threshold.numerator)
    precondition(exact == (rise >= label.threshold.approximate) || abs(rise - label.threshold.approximate) < 1e-12)
    result.outcomes.append(Outcome(prediction: prediction, happened: exact, resolved: Timestamp(nanoseconds: resolved)))
  }
}
