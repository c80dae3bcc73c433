import Kernels
import Testing
import TestSupport

@Suite("rank selection") struct RankSelectionTests {
  static func below(_ limit: Double, _ values: [Double]) -> Int {
    var count = 0
    for value in values where value < limit { count += 1 }
    return count
  }

  @Test("gives the sorted sample's values, and counts what is below them", arguments: SampleFamily.allCases)
  func agreesWithSorting(family: SampleFamily) {
    for count in [1, 2, 47, 300, 5000] {
      // Every other sample has outliers that no stride shows.
      var values = family.sample(count, seed: 3)
      if count > 40 { values[7] = -1e300 }
      if count > 40 { values[8] = 1e300 }
      let sorted = values.sorted()
      var ranks: [Int] = []
      for tenth in 0...10 {
        let rank = tenth * (count - 1) / 10
        ranks.append(rank)
        ranks.append(min(rank + 1, count - 1))
      }
      let selection = RankSelection(values.span, ranks: ranks)
      for rank in ranks {
        let value: Double = sorted[rank]
        let place = "\(family) \(count) rank \(rank)"
        #expect(selection.value(rank: rank) == value, "\(place)")
        for limit: Double in [value, value.nextUp] {
          let found: Int = selection.count(below: limit)
          let wanted: Int = Self.below(limit, sorted)
          #expect(found == wanted, "\(place)")
        }
      }
    }
  }
}
