import CoreMetrics
import Ports
import Telemetry
import TestSupport
import Testing

@Suite("The swift-metrics backend")
struct FridayMetricsTests {
  private func page(_ metrics: FridayMetrics) -> [Substring] {
    String(decoding: TextExposition.render(metrics.registry.families), as: UTF8.self).split(separator: "\n")
  }

  @Test("counts, and the same name and labels in any order are the same series")
  func counts() {
    let metrics = FridayMetrics()
    metrics.makeCounter(label: "c", dimensions: [("a", "1"), ("b", "2")]).increment(by: 2)
    metrics.makeCounter(label: "c", dimensions: [("b", "2"), ("a", "1")]).increment(by: 3)
    metrics.makeFloatingPointCounter(label: "c", dimensions: []).increment(by: 0.5)
    #expect(page(metrics).prefix(2) == ["c 0.5", "c{a=\"1\",b=\"2\"} 5"])
  }

  @Test("keeps the last value of a gauge and moves it up and down")
  func gauges() {
    let metrics = FridayMetrics()
    let meter = metrics.makeMeter(label: "friday_upload_lag_records", dimensions: [])
    meter.set(Int64(7))
    meter.increment(by: 2)
    meter.decrement(by: 5)
    let recorder = metrics.makeRecorder(label: "last", dimensions: [], aggregate: false)
    recorder.record(Int64(1))
    recorder.record(-3.5)
    let lines = page(metrics)
    #expect(lines.contains("# TYPE friday_upload_lag_records gauge"))
    #expect(lines.contains("friday_upload_lag_records 4"))
    #expect(lines.contains("last -3.5"))
  }

  @Test("turns a timer into a cumulative histogram in seconds")
  func timers() {
    let metrics = FridayMetrics()
    let timer = metrics.makeTimer(label: MetricName.journalSyncSeconds.rawValue, dimensions: [])
    for nanoseconds: Int64 in [1_000, 1_001, 2_000_000, 60_000_000_000] { timer.recordNanoseconds(nanoseconds) }
    let lines = page(metrics)
    #expect(lines.contains("# TYPE friday_journal_sync_seconds histogram"))
    #expect(lines.contains("friday_journal_sync_seconds_bucket{le=\"1e-06\"} 1"))
    #expect(lines.contains("friday_journal_sync_seconds_bucket{le=\"2.5e-06\"} 2"))
    #expect(lines.contains("friday_journal_sync_seconds_bucket{le=\"0.0025\"} 3"))
    #expect(lines.contains("friday_journal_sync_seconds_bucket{le=\"10\"} 3"))
    #expect(lines.contains("friday_journal_sync_seconds_bucket{le=\"+Inf\"} 4"))
    #expect(lines.contains("friday_journal_sync_seconds_count 4"))
    #expect(lines.contains { $0.hasPrefix("friday_journal_sync_seconds_sum 60.002") })
  }

  @Test("counts every value into the bucket that a plain search finds", arguments: [UInt64(1), 2, 3])
  func bucketsAgainstNaive(seed: UInt64) throws {
    var state = seed
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    let metrics = FridayMetrics()
    let recorder = metrics.makeRecorder(label: "r_seconds", dimensions: [], aggregate: true)
    let values = (0..<2_000).map { _ in random() * 12 } + HistogramBuckets.seconds.bounds
    for value in values { recorder.record(value) }
    let family = try #require(metrics.registry.families.first { $0.name == "r_seconds" })
    let buckets = family.samples.filter { $0.suffix == "_bucket" }
    for (bound, sample) in zip(HistogramBuckets.seconds.bounds + [.infinity], buckets) {
      #expect(sample.value == Double(values.count { $0 <= bound }))
    }
    #expect(buckets.count == HistogramBuckets.seconds.bounds.count + 1)
  }

  @Test("leaves NaN out of a histogram")
  func nan() {
    let metrics = FridayMetrics()
    metrics.makeRecorder(label: "r", dimensions: [], aggregate: true).record(.nan)
    #expect(page(metrics).contains("r_count 0"))
  }

  @Test("holds no more series than its bound and counts those turned away")
  func bound() {
    let metrics = FridayMetrics(registry: MetricRegistry(maximumSeries: 3))
    for number in 0..<10 { metrics.makeCounter(label: "c", dimensions: [("n", "\(number)")]).increment(by: 1) }
    #expect(metrics.registry.seriesCount == 3)
    let lines = page(metrics)
    #expect(lines.filter { $0.hasPrefix("c{") }.count == 3)
    #expect(lines.contains("\(MetricRegistry.droppedSeriesName) 7"))
    #expect(lines.contains("# TYPE \(MetricRegistry.droppedSeriesName) counter"))
  }

  @Test("turns away a name that already means another kind")
  func kinds() {
    let metrics = FridayMetrics()
    metrics.makeCounter(label: "x", dimensions: []).increment(by: 1)
    metrics.makeMeter(label: "x", dimensions: []).set(5.0)
    #expect(metrics.registry.droppedSeries == 1)
    #expect(page(metrics).first == "x 1")
  }

  @Test("forgets a destroyed series and has room for another")
  func destroys() {
    let metrics = FridayMetrics(registry: MetricRegistry(maximumSeries: 1))
    let first = metrics.makeCounter(label: "a", dimensions: [])
    metrics.destroyCounter(first)
    metrics.destroyCounter(first)
    metrics.makeTimer(label: "b", dimensions: []).recordNanoseconds(1)
    #expect(metrics.registry.seriesCount == 1)
    #expect(metrics.registry.droppedSeries == 0)
    #expect(!page(metrics).contains { $0.hasPrefix("a ") })
  }

  @Test("loses no count when many tasks count at once")
  func concurrent() async {
    let metrics = FridayMetrics()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1_000 { metrics.makeCounter(label: "c", dimensions: [("k", "v")]).increment(by: 1) }
        }
      }
    }
    #expect(page(metrics).first == "c{k=\"v\"} 8000")
  }
}
