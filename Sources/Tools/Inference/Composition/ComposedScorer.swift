/// The steps of an ensemble or a calibration over the scorers of its members.
final class ComposedScorer: RowScorer, @unchecked Sendable {  // SAFETY: constants only, each Sendable itself.
  private let steps: [ScoringModel.Step]
  private let forests: [ForestScorer]
  private let networks: [NetworkScorer]
  private let knotsX: [Double]
  private let knotsY: [Double]

  init(steps: [ScoringModel.Step], forests: [CompiledForest], networks: [CompiledNetwork], knotsX: [Double], knotsY: [Double]) {
    self.steps = steps
    self.forests = forests.map(ForestScorer.init)
    self.networks = networks.map(NetworkScorer.init)
    self.knotsX = knotsX
    self.knotsY = knotsY
  }

  override func score(_ row: Span<Double>) -> Score {
    // Spans of a class's arrays need an owner for their time.
    let (steps, forests, networks, knotsX, knotsY) = (steps, forests, networks, knotsX, knotsY)
    var sums = InlineArray<4, Score>(repeating: Score(margin: 0, value: 0))
    var open = 0
    var current = Score(margin: 0, value: 0)
    for index in 0..<steps.count {
      switch steps[index] {
      case .forest(let place): current = forests[place].score(row)
      case .network(let place): current = networks[place].score(row)
      case .begin:
        sums[open] = Score(margin: 0, value: 0)
        open += 1
      case .add(let weight):
        sums[open - 1].margin += weight * current.margin
        sums[open - 1].value += weight * current.value
      case .end:
        open -= 1
        current = sums[open]
      case .platt(let platt, let input): current.value = platt.value(of: input == .margin ? current.margin : current.value)
      case .isotonic(let first, let count, let interpolation, let input):
        current.value = IsotonicCalibration.value(
          of: input == .margin ? current.margin : current.value, knotsX.span.extracting(first..<(first + count)),
          knotsY.span.extracting(first..<(first + count)), interpolation)
      }
    }
    return current
  }
}
