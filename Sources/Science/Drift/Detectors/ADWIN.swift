#if canImport(Glibc)
internal import Glibc
#endif

/// Adaptive windowing: a window that grows while its mean holds and drops its oldest part when two sub-windows' means differ.
///
/// The window lives in an exponential histogram: row r holds up to `maxBuckets` buckets of 2ʳ values as (sum, Σ(x − mean)²). Every `clock`-th value
/// each bucket boundary is tried as a cut into W₀ (older) and W₁ (newer):
/// ```text
/// m⁻¹ = 1/(n₀ − l + 1) + 1/(n₁ − l + 1)     δ′ = ln(2 ln(W)/δ)     l = minWindowLength
/// ε   = √(2 m⁻¹ (V/W) δ′) + ⅔ δ′ m⁻¹        cut where |μ₀ − μ₁| > ε: the oldest bucket goes, the scan starts again
/// ```
/// The numbers are MOA's, bit for bit in the indices of the alarms. ``resets`` false is MOA's behaviour; true starts anew at the value after an
/// alarm, as river does. ``Bound`` offers the paper's own cuts in its place. It claims no level: the bound holds for one cut, and many are tried.
///
/// - Complexity: O(1) amortised a value, O(log W) a check; memory for ``rowLimit`` rows, allocated once: a window of more than 2⁴⁰ values would drop its oldest.
///
/// Source: Bifet & Gavaldà 2007 (ADWIN2) as implemented in MOA.
public struct ADWIN: DriftDetector, Hashable {
  /// Confidence of a cut: smaller is more cautious. May be changed between values.
  public var delta: Double
  /// Values between two checks.
  public let clock: Int
  /// Buckets a row holds before its two oldest merge.
  public let maxBuckets: Int
  /// Least size of a sub-window.
  public let minWindowLength: Int
  /// Window size up to which no cut is tried.
  public let gracePeriod: Int
  /// Starts anew after an alarm?
  public let resets: Bool
  /// Whose ε.
  public let bound: Bound
  /// Keeps the numbers of the most suspicious cut of each check?
  public let recordsCut: Bool

  /// Did the latest value cut the window?
  public private(set) var alarm = false
  /// ADWIN has no warning level.
  public var warning: Bool { false }
  /// Values in the window.
  public private(set) var width = 0
  /// Their sum.
  public private(set) var total = 0.0
  /// Σ (x − mean)² over the window.
  public private(set) var varianceSum = 0.0
  /// The most suspicious cut of the latest check; nil when cuts are not recorded, the latest value was not checked or no cut was long enough.
  public internal(set) var cut: Cut?

  /// Rows of the histogram: the window holds fewer than 2⁴¹ values.
  static let rowLimit = 40

  private var ticks = 0
  /// Row r: `filled[r]` buckets from r·``rowStride`` + `starts[r]` on, oldest first. Room beyond the buckets of a row lets its oldest leave without a move.
  var sums: [Double]
  var spreads: [Double]
  var filled: [Int]
  var starts: [Int]
  /// Rows in use, at least one.
  var rows = 1

  /// A detector with an empty window.
  ///
  /// - Parameters:
  ///   - delta: 0…1, exclusive.
  ///   - clock: ≥ 1.
  ///   - maxBuckets: ≥ 2.
  ///   - minWindowLength: ≥ 1.
  ///   - gracePeriod: ≥ 0.
  ///   - resets: start anew after an alarm (river) or keep the newer part of the window (MOA, the paper).
  ///   - bound: whose ε; Hoeffding's wants values in 0…1.
  ///   - recordsCut: keep the numbers of the most suspicious cut: a check then weighs every cut in full.
  public init(
    delta: Double = 0.002, clock: Int = 32, maxBuckets: Int = 5, minWindowLength: Int = 5, gracePeriod: Int = 10, resets: Bool = false,
    bound: Bound = .moa, recordsCut: Bool = false
  ) {
    precondition(delta > 0 && delta < 1 && clock >= 1 && maxBuckets >= 2 && minWindowLength >= 1 && gracePeriod >= 0, "ADWIN's parameters are in range")
    self.delta = delta
    self.clock = clock
    self.maxBuckets = maxBuckets
    self.minWindowLength = minWindowLength
    self.gracePeriod = gracePeriod
    self.resets = resets
    self.bound = bound
    self.recordsCut = recordsCut
    sums = Array(repeating: 0, count: Self.rowLimit * 4 * (maxBuckets + 1))
    spreads = sums
    filled = Array(repeating: 0, count: Self.rowLimit)
    starts = filled
  }

  /// Mean of the window; 0 when it is empty.
  public var estimation: Double { width > 0 ? total / Double(width) : 0 }
  /// V/W: the window's population variance.
  public var variance: Double { width > 0 ? varianceSum / Double(width) : 0 }

  /// Takes in one value; see ``DriftDetector``.
  public mutating func update(_ value: Double) {
    if alarm && resets { reset() }
    insert(value)
    ticks += 1
    alarm = false
    cut = nil
    if ticks % clock == 0 && width > gracePeriod { alarm = check() }
  }

  /// Empties the window.
  public mutating func reset() {
    alarm = false
    cut = nil
    width = 0
    total = 0
    varianceSum = 0
    ticks = 0
    for row in filled.indices { (filled[row], starts[row]) = (0, 0) }
    for place in sums.indices { (sums[place], spreads[place]) = (0, 0) }
    rows = 1
  }

  private mutating func insert(_ value: Double) {
    if width > 0 {
      let before = Double(width)
      let difference = value - total / before
      varianceSum += before * difference * difference / (before + 1)
    }
    width += 1
    total += value
    push(row: 0, sum: value, spread: 0)
    var row = 0
    var size = 1.0
    // Two oldest buckets of a full row become one of the next: at most log₂ W rows. Sizes are powers of two: products with them are exact, and stand for divisions.
    while filled[row] > maxBuckets {
      let oldest = row * rowStride + starts[row]
      let sum = sums[oldest] + sums[oldest + 1]
      let difference = (sums[oldest] - sums[oldest + 1]) / size
      let spread = spreads[oldest] + spreads[oldest + 1] + size / 2 * difference * difference
      drop(row: row, 2)
      if row + 1 == Self.rowLimit {
        width -= 2 << row
        total -= sum
        break
      }
      row += 1
      size *= 2
      if row == rows { rows += 1 }
      push(row: row, sum: sum, spread: spread)
    }
  }

  var rowStride: Int { 4 * (maxBuckets + 1) }

  private mutating func push(row: Int, sum: Double, spread: Double) {
    let base = row * rowStride
    let count = filled[row]
    var start = starts[row]
    if start + count == rowStride {
      for place in base..<(base + count) {
        sums[place] = sums[place + start]
        spreads[place] = spreads[place + start]
      }
      start = 0
      starts[row] = 0
    }
    sums[base + start + count] = sum
    spreads[base + start + count] = spread
    filled[row] = count + 1
  }

  /// Drops a row's oldest buckets.
  private mutating func drop(row: Int, _ count: Int) {
    starts[row] += count
    filled[row] -= count
  }

  private mutating func check() -> Bool {
    var found = false
    while width > 0, scan(isFirst: !found) {
      found = true
      deleteOldest()
    }
    return found
  }

  private mutating func deleteOldest() {
    let row = rows - 1
    let base = row * rowStride + starts[row]
    let size = Double(1 << row)
    let mean = sums[base] / size
    width -= 1 << row
    total -= sums[base]
    let rest = Double(width)
    let difference = mean - total / rest
    varianceSum -= spreads[base] + size * rest * difference * difference / (size + rest)
    drop(row: row, 1)
    if filled[row] == 0 && row > 0 { rows -= 1 }
  }
}
