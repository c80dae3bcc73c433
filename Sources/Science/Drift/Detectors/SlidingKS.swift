/// Kolmogorov–Smirnov distance between a fixed reference and the latest `window` values, exact at every value.
///
/// ```text
/// D = max over x of |#{reference ≤ x}/n − #{window ≤ x}/w|
/// ```
/// Between two neighbouring reference values only the window's distribution moves, one way: the largest gap lies at a reference value or just below one. So the
/// 2k + 1 cells "at" and "between" the k different reference values carry whole-number weights w a reference value and −n a window value, and n·w·D is the greatest
/// |running sum|, kept by a ``PrefixTree``.
///
/// - Complexity: O(log n) a value, O(1) for D; O(n + w) memory, allocated once. Ties are exact.
///
/// Source: the problem is that of dos Reis, Flach, Matwin & Batista 2016; a reference that never changes needs no treap.
public struct SlidingKS: Hashable, Sendable, Codable {
  /// n.
  public let referenceCount: Int
  /// w.
  public let windowSize: Int
  /// Values in the window.
  public private(set) var count = 0
  private let distinct: [Double]
  private let copies: [Int]
  private var tree: PrefixTree
  /// Cells of the window's values in a ring.
  private var ring: [Int32]
  private var next = 0

  /// An empty window beside a reference.
  ///
  /// - Parameters:
  ///   - reference: at least one value, no NaN, any order.
  ///   - window: 1…10⁷.
  public init(reference: [Double], window: Int) {
    precondition(!reference.isEmpty && (1...10_000_000).contains(window), "the reference has a value and the window a size")
    let sorted = reference.sorted()
    var distinct: [Double] = []
    var copies: [Int] = []
    for value in sorted {
      if value == distinct.last { copies[copies.count - 1] += 1 } else {
        distinct.append(value)
        copies.append(1)
      }
    }
    self.distinct = distinct
    self.copies = copies
    referenceCount = sorted.count
    windowSize = window
    tree = PrefixTree(cells: 2 * distinct.count + 1)
    ring = Array(repeating: 0, count: window)
    weighReference()
  }

  private mutating func weighReference() {
    for (index, copies) in copies.enumerated() { tree.add(copies * windowSize, at: 2 * index + 1) }
  }

  /// D; nil until the window is full.
  public var distance: Double? {
    count == windowSize ? Double(tree.greatest) / (Double(referenceCount) * Double(windowSize)) : nil
  }

  /// Takes in one value; the oldest leaves a full window.
  public mutating func update(_ value: Double) {
    var low = 0
    var high = distinct.count
    while low < high {
      let middle = (low + high) >> 1
      if distinct[middle] < value { low = middle + 1 } else { high = middle }
    }
    let cell = low < distinct.count && distinct[low] == value ? 2 * low + 1 : 2 * low
    if count == windowSize {
      let old = Int(ring[next])
      if old != cell {
        tree.add(referenceCount, at: old)
        tree.add(-referenceCount, at: cell)
      }
    } else {
      count += 1
      tree.add(-referenceCount, at: cell)
    }
    ring[next] = Int32(cell)
    next = next + 1 == windowSize ? 0 : next + 1
  }

  /// Empties the window; the reference stays.
  public mutating func clear() {
    tree.clear()
    weighReference()
    for index in ring.indices { ring[index] = 0 }
    (count, next) = (0, 0)
  }
}
