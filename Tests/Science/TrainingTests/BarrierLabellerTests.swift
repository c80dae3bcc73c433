import Domain
import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("Labels by barriers") struct BarrierLabellerTests {
  private static func ratio(_ numerator: Int64, _ denominator: Int64 = 1000) -> ExactRatio { ExactRatio(numerator: numerator, denominator: denominator) }

  static let kinds: [TripleBarrier] = [
    TripleBarrier(horizonNanoseconds: 60, up: ratio(2), down: nil), TripleBarrier(horizonNanoseconds: 1, up: nil, down: nil),
    TripleBarrier(horizonNanoseconds: 200, up: nil, down: nil), TripleBarrier(horizonNanoseconds: 90, up: ratio(3), down: ratio(2)),
    TripleBarrier(horizonNanoseconds: 90, up: ratio(0), down: ratio(0)), TripleBarrier(horizonNanoseconds: 300, up: ratio(3, 2), down: ratio(5, 2), isVolatilityMultiple: true),
    TripleBarrier(horizonNanoseconds: 500, up: nil, down: ratio(4)), TripleBarrier(horizonNanoseconds: 50, up: ratio(-1), down: ratio(1)),
  ]

  static func label(_ rows: [NaiveBarriers.Row], _ barriers: TripleBarrier, capacity: Int = 1 << 16, restartAt: Int = -1) throws -> [BarrierTouch?] {
    var labeller = BarrierLabeller(barriers, capacity: capacity)
    var touches = [BarrierTouch?](repeating: nil, count: rows.count)
    func keep(_ touch: BarrierTouch) {
      #expect(touches[touch.row] == nil, "row \(touch.row) is labelled twice")
      touches[touch.row] = touch
    }
    for (index, row) in rows.enumerated() {
      if index == restartAt { labeller = try JSONDecoder().decode(BarrierLabeller.self, from: JSONEncoder().encode(labeller)) }
      labeller.observe(price: row.price, at: row.time, keep)
      labeller.open(row: index, price: row.price, at: row.time, volatility: row.volatility)
    }
    labeller.finish(keep)
    #expect(labeller.decided == touches.count { $0 != nil })
    return touches
  }

  @Test("equal the definition judged on the whole history", arguments: 1...8) func twin(seed: UInt64) throws {
    let rows = NaiveBarriers.rows(seed: seed, count: 700)
    for barriers in Self.kinds {
      let got = try Self.label(rows, barriers)
      let wanted = NaiveBarriers(rows: rows, barriers: barriers).touches
      #expect(got == wanted, "seed \(seed), \(barriers)")
      #expect(wanted.contains { $0 != nil })
    }
  }

  @Test("what comes after the horizon changes no label, what comes before the row neither", arguments: 1...6) func lookAhead(seed: UInt64) throws {
    let rows = NaiveBarriers.rows(seed: seed, count: 500)
    var random = SeededGenerator(seed: seed &+ 77)
    for barriers in Self.kinds {
      let labels = try Self.label(rows, barriers)
      for _ in 0..<4 {
        let row = Int(random.next() % 450)
        let end = rows[row].time + barriers.horizonNanoseconds
        let future = rows.map { $0.time > end ? NaiveBarriers.Row(time: $0.time, price: 1 + Int64(random.next() % 9000), volatility: 9) : $0 }
        #expect(try Self.label(future, barriers)[row] == labels[row], "seed \(seed), row \(row): the future beyond the horizon shows")
        let past = rows.map { $0.time < rows[row].time ? NaiveBarriers.Row(time: $0.time, price: 1 + Int64(random.next() % 9000), volatility: 9) : $0 }
        #expect(try Self.label(past, barriers)[row] == labels[row], "seed \(seed), row \(row): the past shows")
      }
    }
  }

  @Test("a label needs data up to t + H, unless a barrier was met before", arguments: 1...6) func needsData(seed: UInt64) throws {
    let rows = NaiveBarriers.rows(seed: seed, count: 400)
    for barriers in Self.kinds {
      let whole = try Self.label(rows, barriers)
      // Between two times: rows of the last one's time that have not come yet would still count.
      for cut in (1..<400).filter({ $0 % 67 == 1 }).compactMap({ start in (start..<400).first { rows[$0].time > rows[$0 - 1].time } }) {
        let seen = Array(rows[..<cut])
        let last = seen[cut - 1].time
        for (row, touch) in try Self.label(seen, barriers).enumerated() {
          if let touch { #expect(touch == whole[row] && (touch.barrier != .horizon || last >= rows[row].time + barriers.horizonNanoseconds)) }
          if touch == nil, let later = whole[row] { #expect(later.barrier == .horizon ? last < rows[row].time + barriers.horizonNanoseconds : later.endTime > last) }
        }
      }
    }
  }

  @Test("a labeller written and read says the same labels", arguments: [1, 100, 350]) func resumes(cut: Int) throws {
    let rows = NaiveBarriers.rows(seed: 4, count: 500)
    for barriers in Self.kinds { #expect(try Self.label(rows, barriers, restartAt: cut) == Self.label(rows, barriers)) }
  }

  @Test("agree with the live join wherever both have an answer", arguments: 1...5) func join(seed: UInt64) throws {
    let rows = NaiveBarriers.rows(seed: seed, count: 600)
    for kind in LabelDefinition.Kind.allCases {
      let label = LabelDefinition(kind: kind, horizonNanoseconds: 80, threshold: Self.ratio(1))
      let touches = try Self.label(rows, TrainingLabel.event(label).barriers)
      var join = OutcomeJoin(label: label, capacity: 10_000)
      var outcomes: [Outcome] = []
      for row in rows {
        join.observe(doubledMid: row.price, at: Timestamp(nanoseconds: row.time)) { outcome, _ in outcomes.append(copy outcome) }
        _ = join.add(OutcomeJoinTests.prediction(row.time, row.price))
      }
      #expect(outcomes.count > 300)
      var next = 0
      for (index, row) in rows.enumerated() where next < outcomes.count {
        // The join has none for a prediction whose horizon was silent; the label says no touch, as its definition does.
        guard outcomes[next].prediction.time.nanoseconds == row.time, outcomes[next].prediction.doubledMid == row.price,
          rows.contains(where: { $0.time > row.time && $0.time <= row.time + 80 })
        else { continue }
        let touch = try #require(touches[index])
        #expect(TrainingLabel.event(label).value(touch) == (outcomes[next].happened ? 1 : 0), "seed \(seed), \(kind), row \(index)")
        next += 1
      }
      #expect(next == outcomes.count)
    }
  }

  @Test("a price exactly on a barrier touches, one unit short does not") func exact() throws {
    let barriers = TripleBarrier(horizonNanoseconds: 10, up: Self.ratio(1), down: Self.ratio(1))
    func barrier(_ price: Int64) throws -> BarrierTouch.Barrier? {
      try Self.label([.init(time: 0, price: 1_000_000_000), .init(time: 10, price: price), .init(time: 11, price: 5)], barriers)[0]?.barrier
    }
    #expect(try barrier(1_001_000_000) == .upper && barrier(1_000_999_999) == .horizon && barrier(999_000_000) == .lower && barrier(999_000_001) == .horizon)
  }

  @Test("σ counts as the decimal it was written as") func volatility() throws {
    let barriers = TripleBarrier(horizonNanoseconds: 10, up: Self.ratio(80, 10), down: nil, isVolatilityMultiple: true)
    #expect(barriers.up == ExactRatio(numerator: 8, denominator: 1))
    func touches(_ price: Int64) throws -> Bool {
      try Self.label([.init(time: 0, price: 100_000_000_000, volatility: 3.07776e-06), .init(time: 5, price: price), .init(time: 20, price: 1)], barriers)[0]?.barrier == .upper
    }
    #expect(try touches(100_002_462_208) && !touches(100_002_462_207))
  }

  @Test("refuse late prices, rows out of order, rows beyond the bound and barriers beyond 128 bits, and count them") func bounds() throws {
    var labeller = BarrierLabeller(TripleBarrier(horizonNanoseconds: 10, up: Self.ratio(1, 1), down: nil), capacity: 2)
    var touches: [BarrierTouch] = []
    labeller.observe(price: 5, at: 100) { touches.append($0) }
    let late = labeller.observe(price: 99, at: 99) { touches.append($0) }
    #expect(!late && labeller.latePrices == 1)
    let opened = [(100, 1), (99, 1), (100, -1), (100, 2), (100, 3)].map { labeller.open(row: 7, price: Int64($0.1), at: Int64($0.0)) }
    #expect(opened == [true, false, false, true, false] && labeller.refused == 3 && labeller.pending == 2)
    labeller.observe(price: 4, at: 101) { touches.append($0) }
    #expect(touches.count == 2 && touches.allSatisfy { $0.barrier == .upper && $0.endTime == 101 })
    var wide = BarrierLabeller(
      TripleBarrier(horizonNanoseconds: 10, up: Self.ratio(.max, 1), down: nil, isVolatilityMultiple: true), capacity: 2)
    let accepted = [
      wide.open(row: 0, price: .max, at: 0, volatility: 8000), wide.open(row: 0, price: 1, at: 0), wide.open(row: 0, price: 1, at: 0, volatility: .nan),
      wide.open(row: 0, price: 0, at: .max - 1, volatility: 1),
    ]
    #expect(accepted == [false, false, false, true])
    wide.observe(price: .min, at: .max) { touches.append($0) }
    #expect(touches.count == 2)
    let unknown = wide.finish { touches.append($0) }
    #expect(unknown == 1, "a horizon beyond the end of time never passes")
  }

  @Test("rows that left by one barrier do not pile up behind the other") func garbage() {
    var labeller = BarrierLabeller(TripleBarrier(horizonNanoseconds: 1_000_000, up: Self.ratio(500), down: Self.ratio(1)), capacity: 64)
    var touched = 0
    for step in 0..<20_000 {
      labeller.observe(price: step % 2 == 0 ? 1_000_000 : 900_000, at: Int64(step)) { _ in touched += 1 }
      if step % 2 == 0 { labeller.open(row: step, price: 1_000_000, at: Int64(step)) }
    }
    #expect(touched == 10_000 && labeller.refused == 0)
    let made = AllocationCounter.count {
      for step in 20_000..<22_000 {
        labeller.observe(price: step % 2 == 0 ? 1_000_000 : 900_000, at: Int64(step)) { _ in touched += 1 }
        if step % 2 == 0 { labeller.open(row: step, price: 1_000_000, at: Int64(step)) }
      }
    }
    #expect(made == 0, "2,000 prices took \(String(describing: made)) blocks from the heap")
  }

  @Test("returns by the exact difference") func returns() {
    let touch = BarrierTouch(row: 0, barrier: .horizon, startTime: 0, startPrice: 1 << 50, endTime: 1, endPrice: (1 << 50) + 1)
    #expect(touch.simpleReturn == 0x1p-50 && abs(touch.logReturn / (0x1p-50 - 0x1p-101) - 1) < 1e-15)
    let none = BarrierTouch(row: 0, barrier: .horizon, startTime: 0, startPrice: 0, endTime: 1, endPrice: 1)
    #expect(none.simpleReturn.isNaN && none.logReturn.isNaN)
  }

  @Test("definitions and labellers that do not fit together are refused") func hostile() throws {
    func decodes<Value: Codable>(_ value: Value, _ from: String, _ to: String) throws -> Bool {
      let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
      #expect(text.contains(from))
      return (try? JSONDecoder().decode(Value.self, from: Data(text.replacingOccurrences(of: from, with: to).utf8))) != nil
    }
    #expect(try !decodes(Self.kinds[0], "\"horizonNanoseconds\":60", "\"horizonNanoseconds\":0"))
    #expect(try !decodes(ExactRatio(numerator: 1, denominator: 3), "\"denominator\":3", "\"denominator\":0"))
    #expect(try !decodes(LabelDefinition.standard, "300000000000", "-1"))
    #expect(try decodes(TrainingLabel.event(.standard), "300000000000", "1"))
    let labeller = BarrierLabeller(Self.kinds[0], capacity: 9)
    #expect(try !decodes(labeller, "\"capacity\":9", "\"capacity\":0"))
    #expect(try decodes(labeller, "\"capacity\":9", "\"capacity\":8"))
  }
}
