import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite("profiles") struct ProfileTests {
  @Test("the profile of parts is the profile of the whole: counts exactly, ranks within the bound, over seeds")
  func numeric() throws {
    for seed in UInt64(0)..<8 {
      var generator = SeededGenerator(seed: seed)
      let values = (0..<4000).map { index -> Double in
        [generator.normal(), .nan, .infinity, -.infinity][index % 10 == 0 ? Int.random(in: 0..<4, using: &generator) : 0]
      }
      let cut = Int.random(in: 0...4000, using: &generator)
      var whole = NumericProfile(capacity: 64, seed: 1)
      whole.update(values.span)
      var left = NumericProfile(capacity: 64, seed: 2)
      let (first, second) = (Array(values[..<cut]), Array(values[cut...]))
      left.update(first.span)
      var right = NumericProfile(capacity: 64, seed: 3)
      right.update(second.span)
      left.merge(right)
      #expect(left.count == 4000 && left.nanCount == whole.nanCount && left.nanCount == values.filter(\.isNaN).count, "seed \(seed)")
      #expect(left.positiveInfinityCount == whole.positiveInfinityCount && left.negativeInfinityCount == whole.negativeInfinityCount)
      #expect(left.moments.count == whole.moments.count && abs(left.moments.mean - whole.moments.mean) < 1e-12)
      #expect(left.moments.minimum == whole.moments.minimum && left.moments.maximum == whole.moments.maximum)
      #expect(KLLSketchTests.greatestError(left.sketch, values.filter { !$0.isNaN }) <= left.sketch.worstRankError, "seed \(seed)")
      #expect(try JSONDecoder().decode(NumericProfile.self, from: JSONEncoder().encode(left)) == left)
    }
    let empty = NumericProfile(seed: 1)
    #expect(try JSONDecoder().decode(NumericProfile.self, from: JSONEncoder().encode(empty)) == empty)
  }

  @Test("counts of categories are exact while they fit, and within the stated error of any merge where they do not, over seeds")
  func categorical() {
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      let capacity = seed % 2 == 0 ? 200 : 12
      var truth: [String: Int] = [:]
      var parts = (0..<3).map { _ in CategoricalProfile(capacity: capacity) }
      for _ in 0..<3000 {
        let category = "c\(Int(1 / (generator.unit() + 0.008)))"
        truth[category, default: 0] += 1
        parts[Int.random(in: 0..<3, using: &generator)].update(category)
      }
      parts[0].updateEmpty(5)
      parts[1].merge(parts[2])
      parts[1].merge(parts[0])
      let whole = parts[1]
      #expect(whole.count == 3005 && whole.textCount == 3000 && whole.counts.count <= capacity)
      #expect(whole.isExact == (capacity == 200) && (!whole.isExact || whole.counts == truth), "seed \(seed)")
      #expect(whole.error <= 3000 / (capacity + 1), "seed \(seed)")
      for (category, count) in truth {
        let kept = whole.counts[category] ?? 0
        #expect(kept <= count && count <= kept + whole.error, "seed \(seed), \(category)")
      }
    }
  }

  @Test("takes codes of a block as if their texts had come one by one")
  func codes() {
    var byCode = CategoricalProfile(capacity: 8)
    let codes: [Int32] = [0, 1, -1, 0, 2]
    byCode.update(codes: codes.span, texts: ["a", "b", "c"])
    var byText = CategoricalProfile(capacity: 8)
    for text in ["a", "b", "a", "c"] { byText.update(text) }
    byText.updateEmpty()
    #expect(byCode == byText && byCode.unassignedCount == 0)
  }

  @Test("tables merge column by column; another table is refused and changes nothing")
  func tables() throws {
    func profile(_ seed: UInt64, _ names: [String] = ["x", "s"]) -> ReferenceProfile {
      var profile = ReferenceProfile()
      var numbers = NumericProfile(capacity: 32, seed: seed)
      let values = (0..<100).map { Double($0) }
      numbers.update(values.span)
      var texts = CategoricalProfile(capacity: 4)
      texts.update("a", weight: 100)
      profile[names[0]] = .numeric(numbers)
      profile[names[1]] = .categorical(texts)
      profile.addRows(100)
      return profile
    }
    var whole = ReferenceProfile()
    try whole.merge(profile(1))
    try whole.merge(profile(2))
    #expect(whole.rowCount == 200 && whole["x"]?.count == 200 && whole["s"]?.count == 200)
    #expect(try JSONDecoder().decode(ReferenceProfile.self, from: JSONEncoder().encode(whole)) == whole)
    let before = whole
    #expect(throws: ReferenceProfile.Mismatch.column("s")) { try whole.merge(profile(3, ["x", "t"])) }
    #expect(throws: ReferenceProfile.Mismatch.kind("s")) { try whole.merge(profile(3, ["s", "x"])) }
    #expect(whole == before)
  }

  @Test("a column of missing cells takes the other part's kind")
  func missing() {
    var numbers = NumericProfile(seed: 1)
    let (missing, one) = ([Double.nan, .nan], [1.0])
    numbers.update(missing.span)
    var texts = CategoricalProfile()
    texts.update("a", weight: 3)
    var merged = ColumnProfile.numeric(numbers)
    #expect(merged.merge(.categorical(texts)) && merged.count == 5)
    #expect(merged.merge(.numeric(numbers)) && merged.count == 7)
    numbers.update(one.span)
    #expect(!merged.merge(.numeric(numbers)) && merged.count == 7)
  }
}
