import Domain
import Foundation
import TestSupport
import Testing

@testable import Drift

@Suite("The drift monitor")
struct DriftMonitorTests {
  private static let names = [
    MonitoredStream.Name("spread"), MonitoredStream.Name("imbalance"), MonitoredStream.Name("probability", .prediction),
    MonitoredStream.Name("squared error", .performance),
  ]

  private static func configuration(_ change: (inout DriftMonitorConfiguration) -> Void = { _ in }) -> DriftMonitorConfiguration {
    var configuration = DriftMonitorConfiguration()
    configuration.reference = 300
    configuration.window = 100
    configuration.capacity = 2048
    change(&configuration)
    return configuration
  }

  /// AR(½) streams; stream `moved` shifts by `shift` from row 800 on.
  private func run(_ configuration: DriftMonitorConfiguration, seed: UInt64, rows: Int, moved: Int? = nil, shift: Double = 0) throws -> (DriftMonitor, [DriftEvent]) {
    var monitor = try DriftMonitor(configuration: configuration, model: "m1", streams: Self.names, seed: seed)
    var streams = (0..<4).map { StudyStream(.autoregressive, seed: seed &* 31 &+ UInt64($0)) }
    var events: [DriftEvent] = []
    for row in 0..<rows {
      let values = (0..<4).map { streams[$0].next().0 + ($0 == moved && row >= 800 ? shift : 0) }
      monitor.observe(values.span, at: Timestamp(seconds: Int64(row)), events: &events)
    }
    return (monitor, events)
  }

  @Test("finds the stream that moved, says how big, what to do and under which guarantee")
  func planted() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let (_, events) = try run(Self.configuration(), seed: seed, rows: 1600, moved: 3, shift: 3)
      let first = try #require(events.first, "seed \(seed)")
      #expect(events.allSatisfy { $0.metric == "squared error" && $0.kind == .performance && $0.isSignificant }, "seed \(seed)")
      #expect(first.time >= Timestamp(seconds: 800) && first.time <= Timestamp(seconds: 1000), "seed \(seed) \(first.time)")
      #expect(first.score >= first.threshold && first.current > first.baseline, "seed \(seed)")
      #expect(first.guarantee.contains("at most 1 false alarm in 1e+06 rows, expected"), "\(first.guarantee)")
      #expect(first.model == "m1" && first.recommendation == DriftEvent.Recommendation(first.severity, isSignificant: true))
    }
  }

  @Test("finds it under false discovery control, and goes on saying so")
  func discoveries() throws {
    let configuration = Self.configuration { $0.control = .falseDiscoveries(rate: 0.1, epoch: 100) }
    for seed in 1...3 as ClosedRange<UInt64> {
      let (monitor, events) = try run(configuration, seed: seed, rows: 2400, moved: 1, shift: 3)
      #expect(events.count >= 5 && events.allSatisfy { $0.metric == "imbalance" && $0.guarantee.contains("expected share of false alarms") }, "seed \(seed)")
      #expect(events.contains { $0.severity >= .high }, "seed \(seed)")
      #expect(monitor.discovery?.discoveries == UInt64(events.count) && monitor.discovery?.tested == 4 * 21, "seed \(seed)")
    }
  }

  @Test("says the same of the same rows")
  func determinism() throws {
    let first = try run(Self.configuration(), seed: 5, rows: 1300, moved: 0, shift: 2).1
    #expect(try first == run(Self.configuration(), seed: 5, rows: 1300, moved: 0, shift: 2).1)
    #expect(!first.isEmpty)
  }

  @Test("skips and counts what is missing")
  func missing() throws {
    var monitor = try DriftMonitor(configuration: Self.configuration(), model: "m", streams: Self.names)
    var generator = SeededGenerator(seed: 2)
    var events: [DriftEvent] = []
    for row in 0..<900 {
      let values = (0..<4).map { $0 == 2 || row.isMultiple(of: 10) ? (row.isMultiple(of: 2) ? Double.nan : .infinity) : generator.normal() }
      monitor.observe(values.span, at: Timestamp(seconds: Int64(row)), events: &events)
    }
    #expect(monitor.rows == 900 && monitor.missingValues == 900 + 3 * 90 && !monitor.hasReference && events.isEmpty)
  }

  @Test("counts no advisor's alarm as drift")
  func advisors() throws {
    let configuration = Self.configuration { $0.advisors = [DetectorKey("page_hinkley", ["threshold": "5"])] }
    let (_, events) = try run(configuration, seed: 3, rows: 700)
    #expect(!events.isEmpty && events.allSatisfy { !$0.isSignificant && $0.recommendation == .monitor && $0.guarantee.hasPrefix("none") })
    #expect(throws: DriftError.self) {
      try DriftMonitor(configuration: Self.configuration { $0.advisors = [DetectorKey(name: "no such")] }, model: "m", streams: Self.names)
    }
  }

  @Test("takes a new reference after a rebase: the shifted level is then no drift")
  func rebase() throws {
    var monitor = try DriftMonitor(configuration: Self.configuration(), model: "m", streams: Self.names)
    var generator = SeededGenerator(seed: 4)
    var events: [DriftEvent] = []
    for row in 0..<2000 {
      if row == 600 { monitor.rebase() }
      let values = (0..<4).map { _ in generator.normal() + (row < 600 ? 0 : 9) }
      monitor.observe(values.span, at: Timestamp(seconds: Int64(row)), events: &events)
    }
    #expect(monitor.hasReference && events.isEmpty)
  }

  @Test("events survive storage, and severities map to recommendations")
  func events() throws {
    let found = try run(Self.configuration(), seed: 1, rows: 1600, moved: 3, shift: 3).1
    #expect(try JSONDecoder().decode([DriftEvent].self, from: JSONEncoder().encode(found)) == found)
    for (severity, wanted) in [
      (Severity.low, DriftEvent.Recommendation.monitor), (.medium, .monitor), (.high, .scheduleRetraining), (.critical, .retrainImmediately),
    ] {
      #expect(DriftEvent.Recommendation(severity, isSignificant: true) == wanted)
      #expect(DriftEvent.Recommendation(severity, isSignificant: false) == .monitor)
    }
    #expect(Set(DriftEvent.Recommendation.allCases.map(\.rawValue)) == ["RETRAIN_IMMEDIATELY", "SCHEDULE_RETRAINING", "MONITOR"])
  }

  @Test("checks 100 streams of 10,000 rows well within the ten seconds of a check")
  func speed() throws {
    let names = (0..<100).map { MonitoredStream.Name("f\($0)") }
    var monitor = try DriftMonitor(configuration: Self.configuration(), model: "m", streams: names)
    var generator = SeededGenerator(seed: 8)
    let rows = 400
    var events: [DriftEvent] = []
    let values = (0..<(rows * 100)).map { _ in generator.normal() }
    let start = (Double(CPUClock.thread()) * 1e-9)
    for row in 0..<rows { monitor.observe(values.span.extracting((row * 100)..<(row * 100 + 100)), at: Timestamp(seconds: Int64(row)), events: &events) }
    print("monitor: \(NumberText.short(((Double(CPUClock.thread()) * 1e-9) - start) / Double(values.count) * 1e9)) ns of CPU a value")
    #expect(monitor.hasReference)
  }
}
