/// A mean over simulated runs with its 99 % Monte-Carlo interval.
public struct StudyInterval: Hashable, Sendable {
  /// Mean over the runs.
  public var mean: Double
  /// Lower end of the interval.
  public var lower: Double
  /// Upper end of the interval.
  public var upper: Double

  /// Of one number a run: mean ± 2.576 standard errors; shares of runs (0 or 1 each) by Wilson's interval.
  ///
  /// - Parameter values: one a run, at least two.
  public init(_ values: [Double]) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let z = 2.5758
    if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
      let centre = (mean + z * z / (2 * count)) / (1 + z * z / count)
      let radius = z / (1 + z * z / count) * (mean * (1 - mean) / count + z * z / (4 * count * count)).squareRoot()
      (self.mean, lower, upper) = (mean, max(0, centre - radius), centre + radius)
    } else {
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      let radius = z * (variance / count).squareRoot()
      (self.mean, lower, upper) = (mean, max(0, mean - radius), mean + radius)
    }
  }

  /// `0.012 [0.008, 0.016]`.
  public var text: String { "\(NumberText.short(mean)) [\(NumberText.short(lower)), \(NumberText.short(upper))]" }
}
