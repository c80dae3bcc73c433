/// Conformal p-values of a stretch of values against a fixed reference and each other.
///
/// If reference and stretch are exchangeable, the stretch's p-values are independent and uniform, whatever the law; ``forget()`` takes the stretch out again for the next one.
///
/// - Complexity: expected O(log n) a value; O(reference + stretch) memory, allocated once.
struct ReferenceRanks: Sendable {
  private var treap: PrefixTreap
  private var stretch: [Double] = []

  init(reference: [Double], longest: Int) {
    treap = PrefixTreap(capacity: reference.count + longest)
    stretch.reserveCapacity(longest)
    for value in reference { treap.add(value, copies: 1, weight: 0) }
  }

  mutating func pValue(_ value: Double, tau: Double) -> Double {
    treap.add(value, copies: 1, weight: 0)
    stretch.append(value)
    let rank = treap.rank(value)
    let count = treap.count
    return (Double(count - rank.below - rank.equal) + tau * Double(rank.equal)) / Double(count)
  }

  mutating func forget() {
    for value in stretch { treap.add(value, copies: -1, weight: 0) }
    stretch.removeAll(keepingCapacity: true)
  }
}
