import Domain
import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("Training table") struct TrainingTableTests {
  private static let set = FeatureSchema(name: "test", version: 3, columns: ["a", "b,c", "d\"e"], definitions: 0x8123_4567_89ab_cdef)
  private static let source = TrainingManifest.Source(name: "market.csv", sha256: String(repeating: "ab", count: 32))

  private struct Event {
    var ordinal: Int64
    var time: Int64
    var price: Int64?
    var features: [Double]?
  }

  private static func events(seed: UInt64, count: Int = 400) -> [Event] {
    var random = SeededGenerator(seed: seed)
    return NaiveBarriers.rows(seed: seed, count: count).enumerated().map { index, row in
      var event = Event(ordinal: Int64(index) * 2, time: row.time, price: row.price, features: [random.normal(), random.unit() * 1e-300, .nan])
      switch random.next() % 12 {
      case 0: event.time -= 5
      case 1: event.price = nil
      case 2: event.features = nil
      case 3: event.features = [.infinity, -0.0, .leastNonzeroMagnitude]
      default: break
      }
      return event
    }
  }

  private static func builder(_ label: TrainingLabel = .event(.init(kind: .touch, horizonNanoseconds: 60, threshold: ExactRatio(numerator: 1, denominator: 1000))))
    -> TrainingTableBuilder
  { TrainingTableBuilder(instrument: "BTC/USD", set: set, label: label, mostRows: 10_000, mostWaiting: 1000) }

  @discardableResult
  private static func feed(_ builder: inout TrainingTableBuilder, _ event: Event) -> TrainingTableBuilder.Admission {
    guard let features = event.features else { return builder.add(ordinal: event.ordinal, at: event.time, price: event.price, features: nil) }
    return builder.add(ordinal: event.ordinal, at: event.time, price: event.price, features: features.span)
  }

  private static func table(_ events: [Event], _ builder: TrainingTableBuilder = builder()) -> TrainingTable {
    var builder = builder
    for event in events { feed(&builder, event) }
    return builder.table(from: source)
  }

  static let labels: [TrainingLabel] = [
    .event(.init(kind: .touch, horizonNanoseconds: 60, threshold: ExactRatio(numerator: 1, denominator: 1000))),
    .event(.init(kind: .end, horizonNanoseconds: 60, threshold: ExactRatio(numerator: 1, denominator: 1000))), .simpleReturn(horizonNanoseconds: 40),
    .logReturn(horizonNanoseconds: 200),
    .tripleBarrier(.init(horizonNanoseconds: 90, up: ExactRatio(numerator: 2, denominator: 1000), down: ExactRatio(numerator: 1, denominator: 1000))),
  ]

  @Test("a row has the features of its event and the label of its future", arguments: labels) func rows(label: TrainingLabel) throws {
    let events = Self.events(seed: 1)
    let table = Self.table(events, Self.builder(label))
    var latest = Int64.min
    let inOrder = events.filter {
      guard $0.time >= latest else { return false }
      latest = $0.time
      return true
    }
    #expect(table.manifest.counts.late == events.count - inOrder.count && table.manifest.counts.late > 5)
    let prices = inOrder.compactMap { event in event.price.map { NaiveBarriers.Row(time: event.time, price: $0) } }
    let touches = NaiveBarriers(rows: prices, barriers: label.barriers).touches
    var row = 0
    var price = -1
    for event in inOrder {
      if event.price != nil { price += 1 }
      guard let features = event.features else { continue }
      #expect(table.times[row] == event.time)
      #expect(table.values[(row * 3)..<(row * 3 + 3)].map(\.bitPattern) == features.map { ($0.isFinite ? $0 : .nan).bitPattern })
      let wanted = event.price == nil ? .nan : touches[price].map { label.value($0) } ?? .nan
      #expect(table.labels[row].isNaN == wanted.isNaN && (wanted.isNaN || table.labels[row] == wanted), "row \(row)")
      if !wanted.isNaN { #expect(table.labelEnds[row] >= event.time && table.labelEnds[row] <= event.time + label.barriers.horizonNanoseconds) }
      row += 1
    }
    #expect(row == table.count && table.manifest.rows == row && table.manifest.counts.labelled == table.labels.count { !$0.isNaN })
    #expect(table.manifest.counts.labelled + table.manifest.counts.unlabelled == row && table.manifest.counts.labelled > 200)
  }

  @Test("late events and corrections change nothing but their counts", arguments: 1...4) func corrections(seed: UInt64) {
    let events = Self.events(seed: seed)
    let clean = Self.table(events)
    var noisy: [Event] = []
    for event in events {
      noisy.append(event)
      noisy.append(Event(ordinal: event.ordinal, time: event.time, price: 9_999_999, features: [1, 2, 3]))
      if event.ordinal % 7 == 0 { noisy.append(Event(ordinal: event.ordinal + 1, time: event.time - 10_000, price: 9_999_999, features: [1, 2, 3])) }
    }
    let table = Self.table(noisy)
    #expect(table.csv == clean.csv)
    #expect(table.manifest.counts.repeated == events.count && table.manifest.counts.late > clean.manifest.counts.late)
  }

  @Test("written, read and fed again from before where it stopped, it ends with the same bytes", arguments: [0, 1, 150, 399]) func restart(stop: Int) throws {
    let events = Self.events(seed: 9)
    var first = Self.builder()
    for event in events[..<stop] { Self.feed(&first, event) }
    var second = try JSONDecoder().decode(TrainingTableBuilder.self, from: JSONEncoder().encode(first))
    for event in events[max(0, stop - 40)...] { Self.feed(&second, event) }
    let (table, whole) = (second.table(from: Self.source), Self.table(events))
    #expect(table.csv == whole.csv)
    var manifest = table.manifest
    manifest.counts.repeated = 0
    #expect(manifest == whole.manifest && table.manifest.counts.repeated == min(stop, 40))
    #expect(try JSONDecoder().decode(TrainingManifest.self, from: JSONEncoder().encode(whole.manifest)) == whole.manifest)
  }

  @Test("asking for the table does not end the builder") func asking() {
    let events = Self.events(seed: 3)
    var builder = Self.builder()
    for event in events {
      Self.feed(&builder, event)
      if event.ordinal % 100 == 0 { _ = builder.table(from: Self.source) }
    }
    #expect(builder.table(from: Self.source).csv == Self.table(events).csv)
  }

  @Test("the bytes are the canonical ones") func bytes() {
    var builder = Self.builder(.event(.init(kind: .touch, horizonNanoseconds: 10, threshold: ExactRatio(numerator: 1, denominator: 1000))))
    let rows: [(Int64, Int64?, [Double])] = [(5, 1000, [0.1, .nan, -0.0]), (10, 1001, [1e300, .leastNonzeroMagnitude, 3]), (16, nil, [0.30000000000000004, .infinity, 1e16]), (30, 7, [1, 2, 3])]
    for (ordinal, row) in rows.enumerated() { builder.add(ordinal: Int64(ordinal), at: row.0, price: row.1, features: row.2.span) }
    let wanted = """
      time_ns,a,"b,c","d""e",label,label_end_ns
      5,0.1,,-0.0,1,10
      10,1e+300,5e-324,3.0,0,10
      16,0.30000000000000004,,1e+16,,
      30,1.0,2.0,3.0,,

      """
    let text = String(decoding: builder.table(from: Self.source).csv, as: UTF8.self)
    #expect(text == wanted)
    for cell in text.split(whereSeparator: { ",\n".contains($0) }).compactMap({ Double($0) }) { #expect("\(cell)" == "\(Double("\(cell)") ?? .nan)") }
  }

  @Test("no row of an earlier part looks into a later one", arguments: 1...5) func purged(seed: UInt64) {
    let table = Self.table(Self.events(seed: seed))
    #expect(table.splitIsPurged && table.manifest.split.embargoed > 0 && table.manifest.split.test.upperBound == table.count)
    let whole = TrainingTable(manifest: table.manifest, times: table.times, values: table.values, labels: table.labels, labelEnds: table.labelEnds.map { $0 + 1_000 })
    #expect(!whole.splitIsPurged, "a label that looks further is seen")
  }

  @Test("bounds are kept and counted") func bounds() {
    var builder = TrainingTableBuilder(instrument: "BTC/USD", set: Self.set, label: .simpleReturn(horizonNanoseconds: 1_000_000), mostRows: 5, mostWaiting: 3)
    let admissions = (0..<8).map { builder.add(ordinal: Int64($0), at: Int64($0), price: 100, features: [1, 2, 3].span) }
    #expect(admissions == Array(repeating: .row, count: 5) + Array(repeating: .overflowing, count: 3))
    builder.add(ordinal: 9, at: 3_000_000, price: 110, features: nil)
    let counts = builder.table(from: Self.source).manifest.counts
    #expect(counts.overflowing == 3 && counts.labelled == 3 && counts.unlabelled == 2)
  }

  @Test("a label without a horizon is refused, it does not end the program") func withoutHorizon() throws {
    let text = String(decoding: try JSONEncoder().encode(Self.builder(.simpleReturn(horizonNanoseconds: 40))), as: UTF8.self)
    let label = "\"simpleReturn\":{\"horizonNanoseconds\":40}"
    #expect(text.contains(label))
    let hostile = Data(text.replacingOccurrences(of: label, with: "\"simpleReturn\":{\"horizonNanoseconds\":0}").utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(TrainingTableBuilder.self, from: hostile) }
  }

  @Test("a state that does not fit together is refused") func hostile() throws {
    var builder = Self.builder()
    for event in Self.events(seed: 2, count: 20) { Self.feed(&builder, event) }
    let text = String(decoding: try JSONEncoder().encode(builder), as: UTF8.self)
    for (from, to) in [("\"mostRows\":10000", "\"mostRows\":1"), ("\"d\\\"e\"", "\"a\""), ("\"threshold\":{\"", "\"threshold\":{\"x\":1,\"")] {
      #expect(text.contains(from), "\(from)")
      let isRead = (try? JSONDecoder().decode(TrainingTableBuilder.self, from: Data(text.replacingOccurrences(of: from, with: to).utf8))) != nil
      #expect(isRead == from.hasPrefix("\"threshold"), "\(to)")
    }
  }
}
