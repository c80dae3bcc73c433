import Ports
import Synchronization

/// The in-process store of everything counted through swift-metrics.
///
/// It holds at most `maximumSeries` label sets over all names. What comes beyond is not kept: its handler counts into nothing
/// and ``droppedSeriesName`` says how many were turned away, so that a label with unbounded values costs a number, not the memory.
public final class MetricRegistry: Sendable {
  /// Counter of label sets that found no room, or came under a name that already means another kind.
  public static let droppedSeriesName = "friday_metrics_series_dropped_total"

  private struct Family {
    var kind: MetricName.Kind
    var series: [[MetricLabel]: MetricSeries] = [:]
  }

  private struct State {
    var families: [String: Family] = [:]
    var seriesCount = 0
    var dropped: UInt64 = 0
  }

  /// The bound on label sets.
  public let maximumSeries: Int
  private let state = Mutex(State())

  public init(maximumSeries: Int = 1024) {
    precondition(maximumSeries > 0, "room for at least one series")
    self.maximumSeries = maximumSeries
  }

  /// Label sets held.
  public var seriesCount: Int { state.withLock { $0.seriesCount } }

  /// Label sets turned away so far.
  public var droppedSeries: UInt64 { state.withLock { $0.dropped } }

  /// The series of a name and its labels: the same one for the same name and labels in any order.
  func series(_ name: String, labels: [MetricLabel], kind: MetricName.Kind, buckets: HistogramBuckets?) -> MetricSeries {
    let valid = TextExposition.validName(name, colonAllowed: true)
    let sorted = labels.sorted()
    return state.withLock { state in
      var family = state.families[valid] ?? Family(kind: kind)
      if family.kind == kind, let known = family.series[sorted] { return known }
      let series = MetricSeries(labels: sorted, buckets: buckets)
      guard family.kind == kind, state.seriesCount < maximumSeries else {
        state.dropped += 1
        return series
      }
      family.series[sorted] = series
      state.families[valid] = family
      state.seriesCount += 1
      return series
    }
  }

  /// Forgets a series, if it is one of this registry's.
  func remove(_ name: String, _ series: MetricSeries) {
    let valid = TextExposition.validName(name, colonAllowed: true)
    state.withLock { state in
      guard state.families[valid]?.series[series.labels] === series else { return }
      state.families[valid]!.series[series.labels] = nil
      if state.families[valid]!.series.isEmpty { state.families[valid] = nil }
      state.seriesCount -= 1
    }
  }

  /// Everything held, by name and labels in rising order, the dropped counter last.
  public var families: [MetricFamily] {
    let (families, dropped) = state.withLock { ($0.families, $0.dropped) }
    var all = families.sorted { $0.key < $1.key }.map { name, family in
      MetricFamily(
        named: name, kind: family.kind,
        samples: family.series.values.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }.flatMap(\.samples))
    }
    var own = MetricFamily(named: Self.droppedSeriesName, kind: .counter, samples: [MetricSample(value: Double(dropped))])
    own.kind = .counter
    own.help = "Metric series turned away: beyond the bound, or of another kind than their name's."
    all.append(own)
    return all
  }
}
