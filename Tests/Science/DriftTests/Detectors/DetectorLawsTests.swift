import Foundation
import TestSupport
import Testing

@testable import Drift

/// What every detector of the catalogue keeps, in every dialect.
@Suite("Every detector of the catalogue")
struct DetectorLawsTests {
  /// One detector as one dialect has it.
  struct Subject: CustomTestStringConvertible, Sendable {
    var entry: DetectorEntry
    var key: DetectorKey
    var testDescription: String { key.description }

    func make() throws -> any DriftDetector { try DetectorCatalogue.detector(key) }
  }

  static let subjects: [Subject] = DetectorCatalogue.entries.flatMap { entry in
    [Subject(entry: entry, key: DetectorKey(name: entry.name))]
      + entry.dialects.dropFirst().map { Subject(entry: entry, key: DetectorKey(entry.name, ["as": $0.rawValue])) }
  }
  static let defaults = subjects.filter { $0.key.parameters.isEmpty }

  /// Alarms, warnings and readings of a run.
  private func record(_ detector: inout any DriftDetector, _ values: [Double]) -> [String] {
    values.map { value in
      detector.update(value)
      return "\(detector.alarm) \(detector.warning) \(detector.readings.map { "\($0.name)=\($0.value.bitPattern)" })"
    }
  }

  /// How many values a law looks at: the slow references get fewer.
  private func length(_ subject: Subject, _ count: Int) -> Int { subject.entry.cost == .linear ? min(count, 600) : count }

  @Test("says the same of the same values", arguments: subjects)
  func determinism(_ subject: Subject) throws {
    var stream = LawStream(subject.entry.input, seed: 11)
    let values = stream.values(length(subject, 1500)) + stream.values(300, changed: true)
    var (first, second) = (try subject.make(), try subject.make())
    #expect(record(&first, values) == record(&second, values))
  }

  @Test("is as new after a reset", arguments: subjects)
  func reset(_ subject: Subject) throws {
    var stream = LawStream(subject.entry.input, seed: 12)
    let before = stream.values(length(subject, 1200)) + stream.values(100, changed: true)
    let after = stream.values(length(subject, 1200)) + stream.values(100, changed: true)
    var (used, new) = (try subject.make(), try subject.make())
    _ = record(&used, before)
    used.reset()
    #expect(!used.alarm && !used.warning)
    #expect(record(&used, after) == record(&new, after))
  }

  @Test("goes on bit-equal from its encoded state", arguments: subjects)
  func codable(_ subject: Subject) throws {
    var stream = LawStream(subject.entry.input, seed: 13)
    let values = stream.values(length(subject, 1500)) + stream.values(200, changed: true)
    for cut in [0, 1, 137, values.count - 150] {
      var original = try subject.make()
      _ = record(&original, Array(values[..<cut]))
      var resumed: any DriftDetector = try copyThroughJSON(original)
      let rest = Array(values[cut...])
      #expect(record(&resumed, rest) == record(&original, rest), "cut at \(cut)")
      #expect(resumed.key == original.key)
    }
  }

  private func copyThroughJSON<Detector: DriftDetector>(_ detector: Detector) throws -> Detector {
    try JSONDecoder().decode(Detector.self, from: JSONEncoder().encode(detector))
  }

  @Test("is made again by its own key", arguments: subjects)
  func key(_ subject: Subject) throws {
    let detector = try subject.make()
    let again = try DetectorCatalogue.detector(try DetectorKey(parsing: detector.key.description))
    #expect(again.key == detector.key)
    #expect(type(of: again) == type(of: detector))
  }

  @Test("refuses a parameter it does not know, by name", arguments: subjects)
  func unknownParameter(_ subject: Subject) throws {
    var key = subject.key
    try key.set("no_such_thing", "1")
    do {
      _ = try DetectorCatalogue.detector(key)
      Issue.record("it took no_such_thing")
    } catch DriftError.unknownParameter(let name, _, let known) {
      #expect(name == "no_such_thing" && !known.isEmpty)
    }
  }

  @Test("keeps quiet on a constant stream", arguments: defaults)
  func constant(_ subject: Subject) throws {
    var detector = try subject.make()
    let value = LawStream(subject.entry.input, seed: 0).constant
    for row in 0..<length(subject, 4000) {
      detector.update(value)
      if detector.alarm {
        Issue.record("alarm at \(row) of a constant")
        return
      }
    }
  }

  @Test("finds a planted change", arguments: defaults)
  func plantedChange(_ subject: Subject) throws {
    // A false alarm just before the change restarts some detectors in it: one seed of five may meet that.
    var missed: [UInt64] = []
    for seed in 1...5 as ClosedRange<UInt64> {
      var stream = LawStream(subject.entry.input, seed: seed)
      var detector = try subject.make()
      for value in stream.values(length(subject, 1000)) { detector.update(value) }
      var found = false
      for value in stream.values(1000, changed: true) {
        detector.update(value)
        found = found || detector.alarm
      }
      if !found { missed.append(seed) }
    }
    #expect(missed.count <= 1, "missed with seeds \(missed)")
  }

  @Test("allocates nothing once it is warm", arguments: subjects)
  func allocation(_ subject: Subject) throws {
    if subject.entry.cost == .linear {
      print("skipped: allocations of \(subject.key) (its entry says linear: its window grows)")
      return
    }
    let seen = AllocationCounter.count { _ = Array(repeating: 1.0, count: Int.random(in: 100...101)) }
    #expect(try #require(seen) > 0, "the counter counts")
    var stream = LawStream(subject.entry.input, seed: 14)
    // The change is part of the warm-up: the first restart makes the runtime look up types it then keeps.
    let warmUp = stream.values(length(subject, 3000)) + stream.values(300, changed: true) + stream.values(length(subject, 1000))
    let measured = stream.values(length(subject, 1500)) + stream.values(length(subject, 300), changed: true)
    var detector = try subject.make()
    let made = blocks(&detector, warmUp: warmUp, measured: measured)
    #expect(made == 0)
  }

  /// Heap blocks made while `measured` flows. Generic and by index: unoptimised code makes blocks of its own for existentials and iterators.
  private func blocks<Detector: DriftDetector>(_ detector: inout Detector, warmUp: [Double], measured: [Double]) -> Int? {
    feed(&detector, warmUp)
    return AllocationCounter.count { feed(&detector, measured) }
  }

  private func feed<Detector: DriftDetector>(_ detector: inout Detector, _ values: [Double]) {
    var index = 0
    while index < values.count {
      detector.update(values[index])
      index += 1
    }
  }

  @Test("costs no more than it says, in time and memory, when the stream is long", arguments: defaults)
  func cost(_ subject: Subject) throws {
    if subject.entry.cost == .linear {
      print("skipped: cost of \(subject.key) (its entry says linear: a reference, not for hot paths)")
      return
    }
    var ratios: [Double] = []
    for attempt in 0..<2 as Range<UInt64> {
      var stream = LawStream(subject.entry.input, seed: 15 + attempt)
      var detector = try subject.make()
      let early = stream.values(1000)
      let middle = stream.values(13_000)
      let late = stream.values(1000)
      for value in early { detector.update(value) }
      let start = (Double(CPUClock.thread()) * 1e-9)
      for value in early { detector.update(value) }
      let young = (Double(CPUClock.thread()) * 1e-9) - start
      let size = try JSONEncoder().encode(AnyState(detector)).count
      for value in middle { detector.update(value) }
      let again = (Double(CPUClock.thread()) * 1e-9)
      for value in late { detector.update(value) }
      ratios.append(((Double(CPUClock.thread()) * 1e-9) - again) / young)
      #expect(try JSONEncoder().encode(AnyState(detector)).count <= 3 * size + 4096, "state after 16,000 values against 2,000")
    }
    // Eight times the values: linear work would cost about eight times as much.
    #expect(ratios.min()! < 4, "\(ratios)")
  }

  /// Encodes any detector.
  private struct AnyState: Encodable {
    let detector: any DriftDetector
    init(_ detector: any DriftDetector) { self.detector = detector }
    func encode(to encoder: any Encoder) throws { try detector.encode(to: encoder) }
  }
}
