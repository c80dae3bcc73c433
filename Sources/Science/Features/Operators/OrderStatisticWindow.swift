/// A window's values in order: ranks, quantiles and mean absolute deviations without sorting.
///
/// A treap whose nodes are the slots of a ring and whose priorities are hashes of the slots, with the sizes of subtrees and, where asked for, the
/// sums of their values. Equal values are told apart by slot.
///
/// - Complexity: O(log n) expected an update or a question; no allocation once the longest window has been seen.
///
/// Source: Seidel & Aragon 1996, "Randomized search trees".
struct OrderStatisticWindow: Codable, Sendable {
  // Node 0 is no node; node i + 1 is slot i.
  private var values: [Double] = [.nan]
  private var left: [Int32] = [0]
  private var right: [Int32] = [0]
  private var sizes: [Int32] = [0]
  private var root: Int32 = 0
  private var head = 0
  private var tail = 0
  // Of deviations from `base`, where sums are asked for; else empty.
  private let keepsSums: Bool
  private var sums: [Double]
  private var base = 0.0
  private var sinceBase = 0

  /// - Parameter keepsSums: will ``meanAbsoluteDeviation(from:)`` be asked for?
  init(keepsSums: Bool = false) {
    self.keepsSums = keepsSums
    sums = keepsSums ? [0] : []
  }

  /// Values inside.
  var count: Int { tail &- head }

  /// Takes in the newest value.
  mutating func push(_ value: Double) {
    if count == values.count - 1 { grow() }
    insert(node(tail), value)
    tail &+= 1
    guard keepsSums else { return }
    sinceBase += 1
    if sinceBase * 2 >= count { rebase() }
  }

  /// Lets the oldest value go; there must be one.
  mutating func dropOldest() {
    precondition(count > 0, "an empty window has no oldest element")
    remove(node(head))
    head &+= 1
  }

  /// Lets that many of the oldest go.
  mutating func drop(_ leaving: Int) {
    for _ in 0..<leaving { dropOldest() }
  }

  /// Values below `value`, and values equal to it.
  func ranks(of value: Double) -> (less: Int, equal: Int) {
    let less = count(below: value, orEqual: false)
    return (less, count(below: value, orEqual: true) - less)
  }

  /// The value of a place in ascending order, from 0.
  ///
  /// - Precondition: 0 ≤ place < count.
  func value(at place: Int) -> Double {
    var node = root
    var place = Int32(place)
    while node != 0 {
      let smaller = sizes[Int(left[Int(node)])]
      if place < smaller {
        node = left[Int(node)]
      } else if place == smaller {
        break
      } else {
        place -= smaller + 1
        node = right[Int(node)]
      }
    }
    return values[Int(node)]
  }

  /// Quantile q by linear interpolation at (n − 1) q, NaN of nothing (Hyndman and Fan's type 7).
  func quantile(_ q: Double) -> Double {
    guard count > 0 else { return .nan }
    let position = Double(count - 1) * q
    let place = min(Int(position), count - 1)
    let lower = value(at: place)
    let fraction = position - Double(place)
    return fraction == 0 ? lower : lower + fraction * (value(at: place + 1) - lower)
  }

  /// Mean |v − c| over the values inside.
  ///
  /// - Precondition: sums are kept.
  func meanAbsoluteDeviation(from centre: Double) -> Double {
    var node = root
    var (below, sum) = (0, 0.0)
    while node != 0 {
      let smaller = left[Int(node)]
      if values[Int(node)] < centre {
        below += Int(sizes[Int(smaller)]) + 1
        sum += sums[Int(smaller)] + (values[Int(node)] - base)
        node = right[Int(node)]
      } else {
        node = smaller
      }
    }
    let middle = centre - base
    let above = Double(count - below)
    return ((Double(below) * middle - sum) + ((sums[Int(root)] - sum) - above * middle)) / Double(count)
  }

  /// Deviations are taken from the median anew, twice a window: it stays near the values when their level moves, and no outlier draws it away.
  private mutating func rebase() {
    sinceBase = 0
    base = value(at: count / 2)
    sumAnew(root)
  }

  private mutating func sumAnew(_ node: Int32) {
    guard node != 0 else { return }
    sumAnew(left[Int(node)])
    sumAnew(right[Int(node)])
    measure(node)
  }

  /// Sums again what lies above a place: made of what is there, never by subtracting.
  private mutating func sumPath(_ here: Int32, toward node: Int32) {
    guard here != 0, here != node else { return }
    sumPath(precedes(here, node) ? right[Int(here)] : left[Int(here)], toward: node)
    measure(here)
  }

  private func count(below value: Double, orEqual: Bool) -> Int {
    var node = root
    var found: Int32 = 0
    while node != 0 {
      let here = values[Int(node)]
      if here < value || (orEqual && here == value) {
        found += sizes[Int(left[Int(node)])] + 1
        node = right[Int(node)]
      } else {
        node = left[Int(node)]
      }
    }
    return Int(found)
  }

  @inline(__always) private func node(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: index & (values.count &- 2)) &+ 1 }

  @inline(__always) private func priority(_ node: Int32) -> UInt32 {
    var word = UInt32(bitPattern: node) &* 0x9e37_79b1
    word = (word ^ word >> 15) &* 0x85eb_ca77
    return word ^ word >> 13
  }

  @inline(__always) private func precedes(_ one: Int32, _ other: Int32) -> Bool {
    let (a, b) = (values[Int(one)], values[Int(other)])
    return a < b || (a == b && one < other)
  }

  @inline(__always) private mutating func measure(_ node: Int32) {
    let (smaller, larger) = (Int(left[Int(node)]), Int(right[Int(node)]))
    sizes[Int(node)] = sizes[smaller] + sizes[larger] + 1
    if keepsSums { sums[Int(node)] = sums[smaller] + sums[larger] + (values[Int(node)] - base) }
  }

  @inline(__always) private mutating func attach(_ node: Int32, below parent: Int32, toRight: Bool) {
    if parent == 0 {
      root = node
    } else if toRight {
      right[Int(parent)] = node
    } else {
      left[Int(parent)] = node
    }
  }

  private mutating func insert(_ node: Int32, _ value: Double) {
    values[Int(node)] = value
    let rank = priority(node)
    var (parent, toRight, here) = (Int32(0), false, root)
    while here != 0, priority(here) >= rank {
      sizes[Int(here)] += 1
      parent = here
      toRight = precedes(here, node)
      here = toRight ? right[Int(here)] : left[Int(here)]
    }
    let (smaller, larger) = split(here, at: node)
    left[Int(node)] = smaller
    right[Int(node)] = larger
    measure(node)
    attach(node, below: parent, toRight: toRight)
    if keepsSums { sumPath(root, toward: node) }
  }

  private mutating func remove(_ node: Int32) {
    var (parent, toRight, here) = (Int32(0), false, root)
    while here != node {
      sizes[Int(here)] -= 1
      parent = here
      toRight = precedes(here, node)
      here = toRight ? right[Int(here)] : left[Int(here)]
    }
    attach(merge(left[Int(node)], right[Int(node)]), below: parent, toRight: toRight)
    if keepsSums { sumPath(root, toward: node) }
  }

  private mutating func split(_ tree: Int32, at node: Int32) -> (Int32, Int32) {
    guard tree != 0 else { return (0, 0) }
    if precedes(tree, node) {
      let (smaller, larger) = split(right[Int(tree)], at: node)
      right[Int(tree)] = smaller
      measure(tree)
      return (tree, larger)
    }
    let (smaller, larger) = split(left[Int(tree)], at: node)
    left[Int(tree)] = larger
    measure(tree)
    return (smaller, tree)
  }

  private mutating func merge(_ smaller: Int32, _ larger: Int32) -> Int32 {
    if smaller == 0 { return larger }
    if larger == 0 { return smaller }
    if priority(smaller) >= priority(larger) {
      sizes[Int(smaller)] += sizes[Int(larger)]
      right[Int(smaller)] = merge(right[Int(smaller)], larger)
      if keepsSums { measure(smaller) }
      return smaller
    }
    sizes[Int(larger)] += sizes[Int(smaller)]
    left[Int(larger)] = merge(smaller, left[Int(larger)])
    if keepsSums { measure(larger) }
    return larger
  }

  private mutating func grow() {
    let inside = (head..<tail).map { values[Int(node($0))] }
    let capacity = max(8, (values.count - 1) * 2)
    values = Array(repeating: .nan, count: capacity + 1)
    left = Array(repeating: 0, count: capacity + 1)
    right = left
    sizes = left
    if keepsSums { sums = Array(repeating: 0, count: capacity + 1) }
    root = 0
    for (index, value) in zip(head..<tail, inside) { insert(node(index), value) }
  }
}
