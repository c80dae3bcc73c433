/// Running sums over a fixed row of cells with their greatest and least: a complete binary tree in arrays.
///
/// ```text
/// prefix(c) = w₀ + … + w_c        extremes of prefix over all c at the root
/// ```
/// - Complexity: O(log cells) a change, O(1) for the extremes; nothing is allocated after the start.
struct PrefixTree: Hashable, Sendable, Codable {
  /// Leaves are at `leaves + cell`; node i has the children 2i and 2i + 1.
  private let leaves: Int
  private var sums: [Int]
  private var highs: [Int]
  private var lows: [Int]

  init(cells: Int) {
    precondition(cells >= 1, "a tree has a cell")
    var leaves = 1
    while leaves < cells { leaves *= 2 }
    self.leaves = leaves
    sums = Array(repeating: 0, count: 2 * leaves)
    highs = sums
    lows = sums
  }

  /// Greatest |prefix|; cells beyond the last add nothing, so that they repeat the whole sum.
  var greatest: Int { max(highs[1], -lows[1]) }

  mutating func add(_ weight: Int, at cell: Int) {
    var node = leaves + cell
    sums[node] += weight
    highs[node] = sums[node]
    lows[node] = sums[node]
    node >>= 1
    while node > 0 {
      let left = 2 * node
      let start = sums[left]
      sums[node] = start + sums[left + 1]
      highs[node] = max(highs[left], start + highs[left + 1])
      lows[node] = min(lows[left], start + lows[left + 1])
      node >>= 1
    }
  }

  mutating func clear() {
    for node in sums.indices { (sums[node], highs[node], lows[node]) = (0, 0, 0) }
  }
}
