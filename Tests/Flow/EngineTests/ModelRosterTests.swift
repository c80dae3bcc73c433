import Domain
import TestSupport
import Testing

@testable import Engine

@Suite("Model roster") struct ModelRosterTests {
  static func version(_ number: Int) -> ModelVersion { ModelVersion(name: "model", version: "\(number).0.0") }

  private func assign(_ roster: inout ModelRoster, _ numbers: [Int]) -> [UInt16]? {
    guard let indices = roster.assign(numbers.map(Self.version)) else { return nil }
    return numbers.indices.map { indices[$0] }
  }

  @Test("numbers versions in order of appearance and keeps the number of one that comes back") func numbers() {
    var roster = ModelRoster()
    #expect(assign(&roster, [1]) == [0])
    #expect(assign(&roster, [2, 1, 3]) == [1, 0, 2])
    roster.predicted(2)
    #expect(assign(&roster, [1]) == [0])
    #expect(assign(&roster, [3]) == [2])
    #expect(roster.entries[2].predictions == 1, "its tally goes on")
  }

  @Test("100,000 swaps among a few versions need a few indices") func manySwaps() {
    var roster = ModelRoster()
    for swap in 0..<100_000 { #expect(assign(&roster, [swap % 5]) == [UInt16(swap % 5)]) }
    #expect(roster.entries.count == 5)
  }

  @Test("when all indices are given, the version that left longest ago gives its up; never one that serves or waits") func reuse() {
    var roster = ModelRoster()
    for number in 0..<ModelRoster.capacity { #expect(assign(&roster, [number]) == [UInt16(number)]) }
    roster.predicted(0)
    roster.stated(1)
    #expect(assign(&roster, [1000]) == [1], "0 waits for an outcome, 1 left next")
    #expect(!roster.entries[1].isStated && roster.entries[1].version == Self.version(1000))
    roster.missed(0)
    #expect(assign(&roster, [1001]) == [0])
    #expect(assign(&roster, [1000, 1002]) == [1, 2])
  }

  @Test("refuses a set when no index is free, and leaves the serving set its own") func exhausted() {
    var roster = ModelRoster()
    for number in 0..<ModelRoster.capacity {
      _ = assign(&roster, [number])
      if number != 3 { roster.predicted(UInt16(number)) }
    }
    let last = ModelRoster.capacity - 1
    roster.missed(UInt16(last))
    #expect(assign(&roster, [2000, 2001]) == nil, "one index is free, two are wanted")
    #expect(roster.entries[last].version == Self.version(last) && roster.entries[last].isServing)
    #expect(assign(&roster, [2000]) == [3], "what a refused set was given is its version's all the same")
  }

  @Test("never gives one index to two models that serve or wait", arguments: 1...4) func law(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var roster = ModelRoster()
    var waiting: [UInt16: (version: ModelVersion, count: Int)] = [:]
    var refused = 0
    for _ in 0..<3000 {
      let numbers = Array(Set((0...Int(random.next() % 9)).map { _ in Int(random.next() % 400) }))
      guard let indices = assign(&roster, numbers) else {
        refused += 1
        for _ in 0..<20 {
          guard let (index, entry) = waiting.first else { break }
          for _ in 0..<entry.count { roster.missed(index) }
          waiting[index] = nil
        }
        continue
      }
      #expect(Set(indices).count == numbers.count, "seed \(seed)")
      for (number, index) in zip(numbers, indices) {
        if let former = waiting[index] { #expect(former.version == Self.version(number), "seed \(seed)") }
        guard random.next() % 2 == 0 else { continue }
        roster.predicted(index)
        waiting[index] = (Self.version(number), (waiting[index]?.count ?? 0) + 1)
      }
    }
    #expect(refused > 0 && roster.entries.count == ModelRoster.capacity)
  }
}
