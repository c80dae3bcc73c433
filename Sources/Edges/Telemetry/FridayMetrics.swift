public import CoreMetrics
import Ports

/// The backend that `MetricsSystem.bootstrap` takes: counters, meters, recorders and timers, kept in a ``MetricRegistry``.
///
/// Timers become histograms in seconds, recorders histograms (or a gauge when they do not aggregate). Meant for what happens up to
/// some thousands of times a second (syncs, uploads, connections); numbers of the tick path come from the engine's snapshot.
/// Cost of one recording: one uncontended lock.
public struct FridayMetrics: MetricsFactory {
  /// Where everything is kept; give it to the exposition.
  public let registry: MetricRegistry

  public init(registry: MetricRegistry = MetricRegistry()) { self.registry = registry }

  /// A counter; starts at 0.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    handler(label, dimensions, .counter)
  }

  /// A counter of fractional amounts.
  public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    handler(label, dimensions, .counter)
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    handler(label, dimensions, .gauge)
  }

  /// A histogram over ``HistogramBuckets/counts`` (over ``HistogramBuckets/seconds`` when the name ends in `_seconds`), or the last value.
  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    guard aggregate else { return handler(label, dimensions, .gauge, aggregates: false) }
    return handler(label, dimensions, .histogram, buckets: label.hasSuffix("_seconds") ? .seconds : .counts)
  }

  /// A histogram in seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    handler(label, dimensions, .histogram, buckets: .seconds)
  }

  /// Forgets the series.
  public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  /// Forgets the series.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
  /// Forgets the series.
  public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  /// Forgets the series.
  public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  /// Forgets the series.
  public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

  private func handler(
    _ label: String, _ dimensions: [(String, String)], _ kind: MetricName.Kind, buckets: HistogramBuckets? = nil, aggregates: Bool = true
  ) -> MetricHandler {
    let labels = dimensions.map { MetricLabel($0.0, $0.1) }
    return MetricHandler(
      name: label, series: registry.series(label, labels: labels, kind: kind, buckets: buckets), aggregates: aggregates)
  }

  private func remove(_ handler: AnyObject) {
    guard let handler = handler as? MetricHandler else { return }
    registry.remove(handler.name, handler.series)
  }
}
