import Experiments
import TestSupport
import Testing

@Suite("Variant assignment") struct VariantAssignmentTests {
  private static func assignment(_ shares: [Int], _ experiment: String = "champion-against-challenger") throws -> VariantAssignment {
    try VariantAssignment(experiment: experiment, variants: shares.enumerated().map { VariantAssignment.Variant(name: "v\($0.offset)", millionths: $0.element) })
  }

  @Test("is pinned: the same key goes to the same bucket on every machine and after every restart") func pinned() throws {
    let assignment = try Self.assignment([500_000, 500_000])
    #expect(["", "BTC/USD", "ETH/USD", "order-1", "ключ"].map(assignment.bucket) == [880473, 748000, 728059, 457854, 749266])
  }

  @Test("equals FNV-1a and the 64-bit mixer written out") func twin() throws {
    let assignment = try Self.assignment([1_000_000], "e")
    for index in 0..<500 {
      let key = "key-\(index)"
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in Array("e".utf8) + [0] + Array(key.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] as [UInt64] {
        hash ^= hash >> 33
        hash = hash &* factor
      }
      hash ^= hash >> 33
      #expect(assignment.bucket(of: key) == Int((UInt128(hash) * 1_000_000) >> 64))
    }
  }

  @Test("is uniform: shares come out as asked", arguments: [[500_000, 500_000], [900_000, 100_000], [0, 1_000_000], [333_333, 333_333, 333_334]])
  func uniform(shares: [Int]) throws {
    let assignment = try Self.assignment(shares)
    let keys = 40_000
    var counts = [Int](repeating: 0, count: shares.count)
    for key in 0..<keys { counts[assignment.variant(of: "account-\(key)")] += 1 }
    for (count, share) in zip(counts, shares) {
      let rate = Double(share) / 1e6
      // Five standard deviations of a binomial.
      #expect(abs(Double(count) - rate * Double(keys)) <= 5 * (Double(keys) * rate * (1 - rate)).squareRoot())
    }
  }

  @Test("growing the first share moves keys only towards it") func growing() throws {
    let before = try Self.assignment([200_000, 800_000])
    let after = try Self.assignment([300_000, 700_000])
    var moved = 0
    for key in 0..<20_000 {
      let (old, new) = (before.variant(of: "k\(key)"), after.variant(of: "k\(key)"))
      #expect(old == new || (old == 1 && new == 0))
      if old != new { moved += 1 }
    }
    #expect(abs(Double(moved) - 2000) < 5 * (20_000 * 0.1 * 0.9).squareRoot())
  }

  @Test("two experiments assign independently") func independence() throws {
    let (left, right) = (try Self.assignment([500_000, 500_000], "a"), try Self.assignment([500_000, 500_000], "b"))
    let both = (0..<20_000).filter { left.variant(of: "k\($0)") == 0 && right.variant(of: "k\($0)") == 0 }.count
    #expect(abs(Double(both) - 5000) < 5 * (20_000 * 0.25 * 0.75).squareRoot())
  }

  @Test("refuses shares that are none") func refusals() {
    #expect(throws: VariantAssignment.Refusal.noVariants) { try Self.assignment([]) }
    #expect(throws: VariantAssignment.Refusal.sum(millionths: 999_999)) { try Self.assignment([999_999]) }
    #expect(throws: VariantAssignment.Refusal.shareOutOfRange(name: "v0", millionths: -1)) { try Self.assignment([-1, 1_000_001]) }
    #expect(throws: VariantAssignment.Refusal.repeatedName("a")) {
      try VariantAssignment(experiment: "e", variants: [.init(name: "a", millionths: 0), .init(name: "a", millionths: 1_000_000)])
    }
  }
}
