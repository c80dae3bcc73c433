/// One line of an exposition: a number with its labels.
public struct MetricSample: Hashable, Sendable {
  /// What follows the family's name: empty, `_bucket`, `_sum` or `_count`.
  public var suffix: String
  /// Names and values; names are made valid and values escaped when rendered.
  public var labels: [MetricLabel]
  public var value: Double

  public init(suffix: String = "", labels: [MetricLabel] = [], value: Double) {
    self.suffix = suffix
    self.labels = labels
    self.value = value
  }
}
