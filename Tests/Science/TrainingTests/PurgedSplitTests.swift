import Domain
import TestSupport
import Testing
import Training

@Suite("Purged split") struct PurgedSplitTests {
  @Test("no label of an earlier part looks into a later one, and no row is left out without need", arguments: 1...20)
  func purged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var time: Int64 = 0
    let times = (0..<Int(random.next() % 400)).map { _ in
      time += Int64(random.next() % 10)
      return Timestamp(nanoseconds: time)
    }
    let horizon = Int64(random.next() % 200)
    let split = PurgedSplit(times: times.span, horizonNanoseconds: horizon)
    let (first, second) = (times.count * 70 / 100, times.count * 85 / 100)
    #expect(split.training.lowerBound == 0 && split.validation.lowerBound == first && split.test == second..<times.count, "seed \(seed)")
    for (part, border) in [(split.training, first), (split.validation, second)] where border < times.count {
      for row in part.lowerBound..<border {
        let reaches = times[border].nanoseconds(since: times[row]) <= horizon
        #expect(part.contains(row) == !reaches, "seed \(seed) row \(row)")
      }
    }
    #expect(split.embargoed == times.count - split.training.count - split.validation.count - split.test.count, "seed \(seed)")
  }

  @Test("a horizon longer than the table leaves only the test part") func longHorizon() {
    let times = (0..<100).map { Timestamp(nanoseconds: Int64($0)) }
    let split = PurgedSplit(times: times.span, horizonNanoseconds: .max)
    #expect(split.training.isEmpty && split.validation.isEmpty && split.test.count == 15 && split.embargoed == 85)
  }
}
