#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The likelihood that ``PlattCalibration`` is fitted by.
///
/// Scores are centred and scaled first: the optimum is the same, and the Hessian stays well conditioned whatever the model's units.
struct PlattProblem {
  private let scores: [Double]
  private let targets: [Double]
  private let centre: Double
  private let scale: Double
  private let start: Double

  init(scores: [Double], outcomes: [Bool], events: Int) {
    let others = outcomes.count - events
    let high = (Double(events) + 1) / (Double(events) + 2)
    let low = 1 / (Double(others) + 2)
    targets = outcomes.map { $0 ? high : low }
    start = log((Double(others) + 1) / (Double(events) + 1))
    let (least, most) = (scores.min() ?? 0, scores.max() ?? 0)
    centre = least / 2 + most / 2
    let half = most / 2 - least / 2
    scale = half > 0 ? half : 1
    self.scores = scores.map { [centre, scale] in ($0 - centre) / scale }
  }

  /// −Σ t·ln p + (1 − t)·ln(1 − p), of the exponent f = a·s + b, each term without overflow or cancellation.
  private func loss(_ a: Double, _ b: Double) -> Double {
    var sum = 0.0
    for (score, target) in zip(scores, targets) {
      let f = a * score + b
      sum += f >= 0 ? target * f + log1p(exp(-f)) : (target - 1) * f + log1p(exp(f))
    }
    return sum
  }

  func solve() -> (a: Double, b: Double) {
    var (a, b) = (0.0, start)
    var best = loss(a, b)
    for _ in 0..<100 {
      // The diagonal never vanishes, even where all probabilities have run into 0 or 1.
      var (h11, h22, h21) = (1e-12, 1e-12, 0.0)
      var (g1, g2) = (0.0, 0.0)
      for (score, target) in zip(scores, targets) {
        let p = PlattCalibration.probability(a * score + b)
        let weight = p * (1 - p)
        h11 += score * score * weight
        h22 += weight
        h21 += score * weight
        let slope = target - p
        g1 += score * slope
        g2 += slope
      }
      guard max(abs(g1), abs(g2)) > 1e-12 * Double(scores.count) else { break }
      let determinant = h11 * h22 - h21 * h21
      guard determinant > 0 else { break }
      let da = -(h22 * g1 - h21 * g2) / determinant
      let db = -(h11 * g2 - h21 * g1) / determinant
      let descent = g1 * da + g2 * db
      var step = 1.0
      var moved = false
      while step >= 1e-10 {
        let next = loss(a + step * da, b + step * db)
        if next < best + 1e-4 * step * descent || (next <= best && step == 1 && abs(descent) < 1e-9) {
          (a, b, best, moved) = (a + step * da, b + step * db, next, true)
          break
        }
        step /= 2
      }
      guard moved else { break }
    }
    return (a / scale, b - a * centre / scale)
  }
}
