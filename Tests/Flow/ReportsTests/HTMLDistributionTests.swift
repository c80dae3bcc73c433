import Reports
import TestSupport
import Testing

@Suite("HTMLReport.Distribution")
struct HTMLDistributionTests {
  private func sample(_ random: inout SeededGenerator) -> [Double] {
    let count = Int.random(in: 1...400, using: &random)
    let heavy = Bool.random(using: &random)
    let ties = Bool.random(using: &random)
    return (0..<count).map { _ in
      let value = heavy ? random.normal() / max(1e-3, abs(random.normal())) : random.normal()
      return ties ? (value * 4).rounded() / 4 : value
    }.sorted()
  }

  @Test("Shares and the values beyond the view make up every value; cumulatives rise; the gap is the largest there is", arguments: 1...40 as ClosedRange<UInt64>)
  func laws(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (reference, current) = (sample(&random), sample(&random))
    let seen = HTMLReport.Distribution(reference: reference, current: current)
    #expect(seen.edges.count == seen.referenceShares.count + 1 && (12...48).contains(seen.referenceShares.count), "seed \(seed)")
    for (values, shares, beyond, cumulative) in [
      (reference, seen.referenceShares, seen.referenceBeyond, seen.referenceCumulative), (current, seen.currentShares, seen.currentBeyond, seen.currentCumulative),
    ] {
      #expect(abs(shares.reduce(0, +) * Double(values.count) + Double(beyond) - Double(values.count)) < 1e-6, "seed \(seed)")
      #expect(cumulative.count == HTMLReport.Distribution.points && cumulative.allSatisfy { (0...1).contains($0) }, "seed \(seed)")
      #expect(zip(cumulative, cumulative.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
      let inView = values.count { $0 >= seen.edges[0] && $0 <= seen.edges[seen.edges.count - 1] }
      #expect(beyond == values.count - inView && beyond * 50 <= values.count + 50, "seed \(seed): \(beyond) of \(values.count) beyond the view")
    }
    // The distance by its definition, at every value of both samples.
    let largest = (reference + current).map { x in
      abs(Double(reference.count { $0 <= x }) / Double(reference.count) - Double(current.count { $0 <= x }) / Double(current.count))
    }.max() ?? 0
    let gap = seen.gap.map { abs($0.reference - $0.current) } ?? -1
    #expect(abs(gap - largest) < 1e-12, "seed \(seed): \(gap), \(largest)")
  }

  @Test("Equal and empty samples have a view of some width and no share where there is nothing")
  func edges() {
    let constant = HTMLReport.Distribution(reference: [3, 3, 3], current: [3])
    #expect(constant.edges[0] < 3 && constant.edges.last! > 3 && constant.gap.map { $0.reference - $0.current } == 0)
    #expect(abs(constant.referenceShares.reduce(0, +) - 1) < 1e-12 && constant.referenceBeyond == 0)
    let empty = HTMLReport.Distribution(reference: [], current: [1, 2])
    #expect(empty.gap == nil && empty.referenceShares.allSatisfy { $0 == 0 } && empty.referenceCumulative.isEmpty && abs(empty.currentShares.reduce(0, +) - 1) < 1e-12)
    // The largest value belongs to the last bin.
    let steps = HTMLReport.Distribution(reference: (0...100).map(Double.init), current: (0...100).map(Double.init))
    #expect(abs(steps.currentShares.reduce(0, +) - 1) < 1e-12 && steps.currentBeyond == 0)
  }
}
