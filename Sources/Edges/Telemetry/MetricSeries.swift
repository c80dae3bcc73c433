import Ports
import Synchronization

/// What one label set of one metric has counted. Any thread may write; reading takes a consistent copy.
final class MetricSeries: Sendable {
  private struct State {
    var value = 0.0
    /// One more than the bounds: the last counts what lies above all of them. Empty unless a histogram.
    var counts: [UInt64]
    var sum = 0.0
  }

  let labels: [MetricLabel]
  private let buckets: HistogramBuckets?
  private let state: Mutex<State>

  init(labels: [MetricLabel], buckets: HistogramBuckets?) {
    self.labels = labels
    self.buckets = buckets
    state = Mutex(State(counts: buckets.map { Array(repeating: 0, count: $0.bounds.count + 1) } ?? []))
  }

  func add(_ amount: Double) { state.withLock { $0.value += amount } }

  func set(_ value: Double) { state.withLock { $0.value = value } }

  /// Counts a value into its bucket; NaN is left out, for no bucket holds it.
  func observe(_ value: Double) {
    guard let buckets, !value.isNaN else { return }
    let index = buckets.index(of: value)
    state.withLock {
      $0.counts[index] += 1
      $0.sum += value
    }
  }

  /// The lines of this series; a histogram's buckets are cumulative as the format wants them.
  var samples: [MetricSample] {
    let copy = state.withLock { $0 }
    guard let buckets else { return [MetricSample(labels: labels, value: copy.value)] }
    var samples: [MetricSample] = []
    var total: UInt64 = 0
    for (index, count) in copy.counts.enumerated() {
      total += count
      let bound = index < buckets.bounds.count ? buckets.bounds[index] : .infinity
      samples.append(
        MetricSample(suffix: "_bucket", labels: labels + [MetricLabel("le", TextExposition.text(bound))], value: Double(total)))
    }
    samples.append(MetricSample(suffix: "_sum", labels: labels, value: copy.sum))
    samples.append(MetricSample(suffix: "_count", labels: labels, value: Double(total)))
    return samples
  }
}
