import Kernels
import Testing
import TestSupport

@Suite("rank scan") struct RankScanTests {
  static let sizes = [(1, 1), (1, 2), (2, 1), (1, 9), (3, 3), (7, 5), (20, 31), (40, 40), (64, 13)]

  static func near(_ a: Double, _ b: Double, _ scale: Double = 1) -> Bool { a == b || abs(a - b) <= 1e-11 * max(1, abs(b), scale) }

  @Test("gives every statistic as its definition does", arguments: SampleFamily.allCases)
  func agreesWithDefinition(family: SampleFamily) {
    for (n, m) in Self.sizes {
      for seed in 0..<12 as Range<UInt64> {
        let a = family.sample(n, seed: seed).sorted()
        // Every third pair mixes kinds, so that ties meet continuous values.
        let b = (seed % 3 == 2 ? SampleFamily.fewValued : family).sample(m, seed: seed &+ 1000).sorted()
        let twin = NaiveRanks(a, b)
        let scan = RankScan(reference: a.span, current: b.span)
        let merge = MergeScan(reference: a.span, current: b.span)
        let place = "\(family) \(n)+\(m) seed \(seed)"
        for gaps in [scan.gaps, merge] {
          #expect(gaps.greatestDifference == twin.greatest && gaps.greatestLocation == twin.greatestAt, "\(place)")
          #expect(gaps.leastDifference == twin.least && gaps.leastLocation == twin.leastAt, "\(place)")
          if twin.area.isFinite { #expect(Self.near(gaps.area, twin.area), "\(place)") } else { #expect(!gaps.area.isFinite, "\(place)") }
        }
        if twin.squaredArea.isFinite {
          #expect(Self.near(scan.squaredArea, twin.squaredArea), "\(place)")
        } else {
          #expect(!scan.squaredArea.isFinite, "\(place)")
        }
        #expect(scan.twiceReferenceWins == twin.twiceWins && scan.tieSum == twin.ties && scan.distinctCount == twin.distinct, "\(place)")
        #expect(Self.near(scan.cramerVonMises, twin.cramerVonMises), "\(place): \(scan.cramerVonMises) \(twin.cramerVonMises)")
        if twin.distinct < 2 {
          #expect(scan.andersonDarling.isNaN, "\(place)")
        } else {
          #expect(Self.near(scan.andersonDarling, twin.andersonDarling), "\(place): \(scan.andersonDarling) \(twin.andersonDarling)")
        }
      }
    }
  }

  @Test("changes sign of the gaps, and nothing else, when the samples change places")
  func symmetry() {
    for seed in 0..<40 as Range<UInt64> {
      let family = SampleFamily.allCases[Int(seed) % SampleFamily.allCases.count]
      let a = family.sample(50, seed: seed).sorted()
      let b = family.sample(33, seed: seed &+ 77).sorted()
      let one = RankScan(reference: a.span, current: b.span)
      let two = RankScan(reference: b.span, current: a.span)
      #expect(one.gaps.greatestDifference == -two.gaps.leastDifference && one.gaps.leastDifference == -two.gaps.greatestDifference, "seed \(seed)")
      #expect(one.twiceReferenceWins + two.twiceReferenceWins == 2 * 50 * 33, "seed \(seed)")
      #expect(Self.near(one.cramerVonMises, two.cramerVonMises), "seed \(seed)")
      #expect(Self.near(one.andersonDarling, two.andersonDarling) || one.andersonDarling.isNaN, "seed \(seed)")
    }
  }
}
