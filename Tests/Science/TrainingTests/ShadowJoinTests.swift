import Domain
import TestSupport
import Testing

@testable import Training

@Suite("Shadow join") struct ShadowJoinTests {
  static func prediction(_ time: Int64, model: UInt16, _ probability: Float) -> Prediction {
    Prediction(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: time), model: model, schemaHash: 7, margin: probability * 2, probability: probability,
      doubledMid: 100 + time)
  }

  private func add(_ join: inout ShadowJoin, _ time: Int64, _ model: UInt16, _ probability: Float = 0.1) -> Bool {
    join.add(Self.prediction(time, model: model, probability))
  }

  private func next(_ join: inout ShadowJoin, beside time: Int64) -> Prediction? { join.next(beside: Self.prediction(time, model: 0, 0.9)) }

  @Test("gives the challengers' predictions back beside the champion's of the same time, in order") func beside() {
    var join = ShadowJoin(capacity: 16)
    for time in [Int64(1), 3] {
      #expect(add(&join, time, 1, 0.25))
      #expect(add(&join, time, 2, 0.5))
    }
    #expect(next(&join, beside: 0) == nil)
    #expect(next(&join, beside: 1) == Self.prediction(1, model: 1, 0.25))
    #expect(next(&join, beside: 1) == Self.prediction(1, model: 2, 0.5))
    #expect(next(&join, beside: 1) == nil)
    #expect(join.pending == 2)
    #expect(next(&join, beside: 2) == nil, "no challenger scored then")
    #expect(next(&join, beside: 3) == Self.prediction(3, model: 1, 0.25))
  }

  @Test("refuses what is beyond its bound") func bound() {
    var join = ShadowJoin(capacity: 2)
    #expect(add(&join, 1, 1))
    #expect(add(&join, 1, 2))
    #expect(!add(&join, 1, 3))
    #expect(join.pending == 2)
  }

  @Test("beside an outcome join every shadow is resolved, missed or waits, as its champion is", arguments: 1...4) func law(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var outcomes = OutcomeJoin(label: LabelDefinition(kind: .touch, horizonNanoseconds: 50, threshold: ExactRatio(numerator: 1, denominator: 1000)), capacity: 12)
    var join = ShadowJoin(capacity: 100)
    var time: Int64 = 0
    var (champions, shadows) = ([Int64](), [Int64: Int]())
    var (missed, resolved) = ([Int64](), [Int64]())
    for _ in 0..<2000 {
      time += 1 + Int64(random.next() % (random.next() % 20 == 0 ? 200 : 5))
      func give(_ prediction: Prediction) {
        while let shadow = join.next(beside: prediction) {
          #expect(shadow.time == prediction.time && shadow.doubledMid == prediction.doubledMid, "seed \(seed)")
          shadows[shadow.time.nanoseconds, default: 0] -= 1
        }
        #expect(shadows[prediction.time.nanoseconds, default: 0] == 0, "seed \(seed)")
      }
      outcomes.observe(doubledMid: 2000 + Int64(random.next() % 9), at: Timestamp(nanoseconds: time)) { prediction in
        missed.append(prediction.time.nanoseconds)
        give(copy prediction)
      } resolved: { outcome, _ in
        resolved.append(outcome.prediction.time.nanoseconds)
        give(outcome.prediction)
      }
      let waits = outcomes.add(Self.prediction(time, model: 0, 0.5))
      guard waits else { continue }
      champions.append(time)
      for model in 0..<UInt16(random.next() % 3) where join.add(Self.prediction(time, model: model + 1, 0.5)) { shadows[time, default: 0] += 1 }
    }
    #expect((missed + resolved).sorted() == Array(champions.dropLast(outcomes.pending)), "seed \(seed)")
    #expect(missed.count == outcomes.missing && resolved.count == outcomes.resolved && outcomes.missing > 0 && outcomes.dropped > 0)
    #expect(shadows.values.reduce(0, +) == join.pending, "seed \(seed)")
  }
}
