import Domain
import TestSupport
import Testing
import Training

@Suite("Outcome join") struct OutcomeJoinTests {
  static func prediction(_ time: Int64, _ mid: Int64, _ probability: Float = 0.5) -> Prediction {
    Prediction(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: time), model: 0, schemaHash: 1, margin: 0, probability: probability, doubledMid: mid)
  }

  private static func label(_ kind: LabelDefinition.Kind, horizon: Int64 = 100, _ numerator: Int64 = 1, _ denominator: Int64 = 1000) -> LabelDefinition {
    LabelDefinition(kind: kind, horizonNanoseconds: horizon, threshold: ExactRatio(numerator: numerator, denominator: denominator))
  }

  /// Ticks given in order; what became of one prediction made at 0 from a mid of 2000.
  private static func outcome(_ kind: LabelDefinition.Kind, _ ticks: [(Int64, Int64)]) -> Bool? {
    var join = OutcomeJoin(label: label(kind), capacity: 4)
    _ = join.add(prediction(0, 2000))
    var happened: Bool?
    for (time, mid) in ticks { join.observe(doubledMid: mid, at: Timestamp(nanoseconds: time)) { outcome, _ in happened = outcome.happened } }
    return happened
  }

  @Test("touch asks for the highest mid of (t, t + H], end for the last") func examples() {
    #expect(Self.outcome(.touch, [(50, 2002), (60, 1990), (101, 0)]) == true)  // exactly +0.1 %
    #expect(Self.outcome(.touch, [(50, 2001), (101, 9999)]) == false)  // 9999 comes after the horizon
    #expect(Self.outcome(.end, [(50, 2002), (60, 1990), (101, 0)]) == false)
    #expect(Self.outcome(.end, [(50, 1990), (100, 2002), (101, 0)]) == true)  // t + H belongs to it
    #expect(Self.outcome(.touch, [(0, 9999), (50, 2001), (101, 0)]) == false)  // t does not
    #expect(Self.outcome(.touch, [(50, 9999)]) == nil)  // pending until a later tick shows the end
    #expect(Self.outcome(.touch, [(100, 9999)]) == nil)
  }

  @Test("equals the definition judged on the whole history", arguments: 1...12, LabelDefinition.Kind.allCases)
  func twin(seed: UInt64, kind: LabelDefinition.Kind) {
    var random = SeededGenerator(seed: seed)
    let label = Self.label(kind, horizon: 40 + Int64(random.next() % 200), Int64(random.next() % 5) - 1, 1000)
    let capacity = seed % 3 == 0 ? 12 : 10_000
    var join = OutcomeJoin(label: label, capacity: capacity)
    var naive = NaiveJoin(label: label, capacity: capacity)
    var outcomes: [Outcome] = []
    var lateCount = 0
    var time: Int64 = 0
    var accepted = 0
    for _ in 0..<1500 {
      // Ties, pauses longer than the horizon and one that makes outcomes late.
      time += random.next() % 4 == 0 ? 0 : Int64(random.next() % 12)
      if random.next() % 60 == 0 { time += 400 }
      if random.next() % 500 == 0 { time += 61_000_000_000 }
      let disorder = random.next() % 10 == 0 ? Int64(random.next() % 120) : 0
      let mid = 2000 + Int64(random.next() % 9) - 4
      if random.next() % 3 != 0 {
        join.observe(doubledMid: mid, at: Timestamp(nanoseconds: time - disorder)) { outcome, late in
          outcomes.append(outcome)
          if late { lateCount += 1 }
        }
        naive.tick(mid, time - disorder)
      }
      if random.next() % 2 == 0 {
        let prediction = Self.prediction(time - (random.next() % 20 == 0 ? 30 : 0), 2000 + Int64(random.next() % 5) - 2)
        if join.add(prediction) { accepted += 1 }
        naive.add(prediction)
      }
    }
    let expected = naive.result
    #expect(outcomes == expected.outcomes, "seed \(seed) \(kind)")
    #expect(join.resolved == outcomes.count && join.late == expected.late && lateCount == expected.late, "seed \(seed) \(kind)")
    #expect(join.missing == expected.missing && join.dropped == expected.dropped && join.pending == expected.pending, "seed \(seed) \(kind)")
    #expect(accepted == join.resolved + join.missing + join.pending, "seed \(seed): each prediction ends as exactly one thing")
    #expect(outcomes.count > 100 || capacity == 12)
  }

  @Test("never holds more than its capacity, and counts what it refuses") func bounded() {
    var join = OutcomeJoin(label: Self.label(.touch), capacity: 3)
    let accepted = (0..<5).map { join.add(Self.prediction(Int64($0), 2000)) }
    #expect(accepted == [true, true, true, false, false])
    #expect(join.pending == 3 && join.dropped == 2 && join.disordered == 0)
    join.observe(doubledMid: 2000, at: Timestamp(nanoseconds: 101)) { _, _ in }
    #expect(join.missing == 1 && join.pending == 2)
    let inOrder = join.add(Self.prediction(101, 2000))
    let before = join.add(Self.prediction(100, 2000))
    #expect(inOrder && !before && join.disordered == 1)
  }

  @Test("a silent market gives late outcomes, or missing ones when nothing fell into the horizon") func silence() {
    var join = OutcomeJoin(label: Self.label(.touch), capacity: 3)
    _ = join.add(Self.prediction(0, 2000))
    join.observe(doubledMid: 2000, at: Timestamp(nanoseconds: 50)) { _, _ in }
    _ = join.add(Self.prediction(60, 2000))
    var flags: [Bool] = []
    join.observe(doubledMid: 2000, at: Timestamp(nanoseconds: 100 + OutcomeJoin.lateAfterNanoseconds + 1)) { _, late in flags.append(late) }
    #expect(flags == [true] && join.late == 1 && join.missing == 1 && join.pending == 0)
  }

  @Test("a tick out of order counts for those that still wait, and changes nothing given") func disorder() {
    var join = OutcomeJoin(label: Self.label(.touch), capacity: 4)
    _ = join.add(Self.prediction(0, 2000))
    join.observe(doubledMid: 2000, at: Timestamp(nanoseconds: 90)) { _, _ in }
    join.observe(doubledMid: 2010, at: Timestamp(nanoseconds: 10)) { _, _ in }
    #expect(join.outOfOrderTicks == 1)
    var happened: Bool?
    join.observe(doubledMid: 2000, at: Timestamp(nanoseconds: 200)) { outcome, _ in happened = outcome.happened }
    #expect(happened == true)
  }

  @Test("a tick and a prediction in steady state allocate nothing") func allocations() {
    var join = OutcomeJoin(label: Self.label(.touch, horizon: 500), capacity: 4096)
    var random = SeededGenerator(seed: 1)
    var time: Int64 = 0
    func run(_ count: Int) {
      for _ in 0..<count {
        time += 1
        let mid = 2000 + Int64(random.next() % 9)
        join.observe(doubledMid: mid, at: Timestamp(nanoseconds: time)) { _, _ in }
        _ = join.add(Self.prediction(time, mid))
      }
    }
    run(3000)
    let made = AllocationCounter.count { run(2000) }
    #expect(made == 0, "2,000 ticks took \(String(describing: made)) blocks from the heap")
    #expect(join.pending == 501 || join.pending == 500)
  }
}
