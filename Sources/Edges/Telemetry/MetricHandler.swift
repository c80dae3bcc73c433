import CoreMetrics

/// One swift-metrics handler on one series of the registry.
final class MetricHandler: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
  let name: String
  let series: MetricSeries
  /// A recorder without aggregation keeps the last value, as a gauge does.
  private let aggregates: Bool

  init(name: String, series: MetricSeries, aggregates: Bool = true) {
    self.name = name
    self.series = series
    self.aggregates = aggregates
  }

  func increment(by amount: Int64) { series.add(Double(amount)) }
  func increment(by amount: Double) { series.add(amount) }
  func decrement(by amount: Double) { series.add(-amount) }
  func reset() { series.set(0) }
  func set(_ value: Int64) { series.set(Double(value)) }
  func set(_ value: Double) { series.set(value) }
  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) { if aggregates { series.observe(value) } else { series.set(value) } }
  /// Base units: seconds leave the process, whatever came in.
  func recordNanoseconds(_ duration: Int64) { series.observe(Double(duration) / 1e9) }
}
