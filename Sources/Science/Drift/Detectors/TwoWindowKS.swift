/// Kolmogorov–Smirnov distance between the latest w values and the w before them, exact at every value.
///
/// ```text
/// D = max over x of |#{older ≤ x} − #{newer ≤ x}|/w
/// ```
/// Each value carries weight −1 while it is among the newer and +1 among the older; w·D is the greatest |sum of weights up to x|, kept by a ``PrefixTreap``.
///
/// - Complexity: expected O(log w) a value, O(1) for D; O(w) memory, allocated once. Ties are exact.
///
/// Source: dos Reis, Flach, Matwin & Batista 2016, IKSSW.
public struct TwoWindowKS: Hashable, Sendable, Codable {
  /// w.
  public let windowSize: Int
  /// Values in both windows.
  public private(set) var count = 0
  private var treap: PrefixTreap
  /// The latest 2w values.
  private var ring: [Double]
  private var next = 0

  /// Two empty windows.
  ///
  /// - Parameter window: 1…10⁷.
  public init(window: Int) {
    precondition((1...10_000_000).contains(window), "the windows have a size")
    windowSize = window
    treap = PrefixTreap(capacity: 2 * window + 1)
    ring = Array(repeating: 0, count: 2 * window)
  }

  /// D; nil until both windows are full.
  public var distance: Double? { count == 2 * windowSize ? Double(treap.greatest) / Double(windowSize) : nil }

  /// Takes in one value, no NaN: it joins the newer window, the newer's oldest the older, and the older's oldest leaves.
  public mutating func update(_ value: Double) {
    let size = 2 * windowSize
    if count == size { treap.add(ring[next], copies: -1, weight: -1) } else { count += 1 }
    if count > windowSize { treap.add(ring[(next + windowSize) % size], copies: 0, weight: 2) }
    ring[next] = value
    treap.add(value, copies: 1, weight: -1)
    next = next + 1 == size ? 0 : next + 1
  }

  /// Empties both windows.
  public mutating func clear() {
    treap.clear()
    for index in ring.indices { ring[index] = 0 }
    (count, next) = (0, 0)
  }
}
