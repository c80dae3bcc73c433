/// Values at chosen ranks of a sample in any order, and how many lie below them, from two passes instead of a sort.
///
/// The first pass counts the values in n/4 to n/2 cells (2¹² to 2¹⁸) of the order-preserving integer key, laid over the range that every n/1024-th value shows; the second
/// keeps the values of those cells that hold a chosen rank, and only they are sorted.
/// ```text
/// value(rank) = kept values of its cell, at rank − (values in lower cells)
/// ```
/// −0 counts as 0. Continuous data keep about a tenth of their values for nine quantiles; the worst data keep all, and then this is a sort.
public struct RankSelection: Sendable {
  /// Lowest key of cell 1; what is lower lies in cell 0, what is beyond the last cell in the last.
  private let base: UInt64
  private let shift: UInt64
  /// Index of the last cell, 2ᵏ − 1.
  private let last: UInt64
  /// Values in lower cells, for each cell and one more.
  private var below: [UInt32]
  private var isKept: [Bool]
  private var kept: [Double]


  /// Selects.
  ///
  /// - Parameters:
  ///   - values: any order, n ≥ 1, n < 2³², no NaN.
  ///   - ranks: 0-based, each below n, in any order.
  /// - Complexity: O(n) and the sort of what is kept; allocates that and 5 bytes a cell.
  public init(_ values: Span<Double>, ranks: [Int]) {
    let count = values.count
    precondition(count > 0 && count < Int(UInt32.max), "1 to 2³² − 1 values")
    var (low, high) = (UInt64.max, UInt64.min)
    var index = 0
    while index < count {
      let key = Self.key(values[index])
      low = min(low, key)
      high = max(high, key)
      index += max(1, count / 1024)
    }
    base = low
    var shift: UInt64 = 0
    let cells = min(max(1 << (Int.bitWidth - count.leadingZeroBitCount - 2), 1 << 12), 1 << 18)
    let last = UInt64(cells - 1)
    self.last = last
    while (high - low) >> shift > last - 2 { shift += 1 }
    self.shift = shift
    below = [UInt32](repeating: 0, count: cells + 1)
    isKept = [Bool](repeating: false, count: cells)
    kept = []
    let base = low
    let chosenShift = shift
    var counts = below.mutableSpan
    for index in 0..<count {
      // SAFETY: index < count; a cell is at most `last`, and the span holds two more.
      let cell = unsafe Self.cell(Self.key(values[unchecked: index]), base, chosenShift, last)
      unsafe counts[unchecked: cell &+ 1] &+= 1
    }
    for cell in 1...cells { below[cell] &+= below[cell - 1] }
    var room = 0
    for rank in ranks {
      precondition(rank >= 0 && rank < count, "a rank lies in the sample")
      let cell = Self.cell(holding: rank, below)
      if !isKept[cell] { room += Int(below[cell + 1] - below[cell]) }
      isKept[cell] = true
    }
    kept = radixSorted(Self.collect(values, room, isKept.span, base, chosenShift, last).span)
  }

  /// The values of kept cells, in the order given; each is written, and stays where its cell is kept.
  private static func collect(_ values: Span<Double>, _ room: Int, _ isKept: Span<Bool>, _ base: UInt64, _ shift: UInt64, _ last: UInt64) -> [Double] {
    // SAFETY: `filled` grows only on values of kept cells, of which there are `room`: every write lies at or below index `room`, and the buffer holds one more.
    var collected = unsafe [Double](unsafeUninitializedCapacity: room + 1) { buffer, initialized in
      var filled = 0
      for index in 0..<values.count {
        let value = unsafe values[unchecked: index]
        unsafe buffer[filled] = value
        filled &+= unsafe isKept[unchecked: cell(key(value), base, shift, last)] ? 1 : 0
      }
      initialized = filled
    }
    if collected.count > room { collected.removeLast(collected.count - room) }
    return collected
  }

  /// The value at a rank that was chosen.
  public func value(rank: Int) -> Double {
    let cell = Self.cell(holding: rank, below)
    precondition(isKept[cell], "the rank was chosen")
    return kept[firstKept(cell) + rank - Int(below[cell])]
  }

  /// Number of values below `limit`, which lies at a chosen value, next to one, or between two of neighbouring ranks.
  public func count(below limit: Double) -> Int {
    let cell = Self.cell(Self.key(limit), base, shift, last)
    if isKept[cell] { return Int(below[cell]) + lowerBound { $0 < limit } - firstKept(cell) }
    precondition(below[cell] == below[cell + 1] || Self.isFirst(Self.key(limit), cell, base, shift, last), "the limit lies beside a chosen rank")
    return Int(below[cell])
  }

  private func firstKept(_ cell: Int) -> Int { lowerBound { Self.cell(Self.key($0), base, shift, last) < cell } }

  private func lowerBound(_ isBelow: (Double) -> Bool) -> Int {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if isBelow(kept[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func cell(holding rank: Int, _ below: [UInt32]) -> Int {
    var (low, high) = (0, below.count - 2)
    while low < high {
      let middle = (low + high) / 2
      if Int(below[middle + 1]) <= rank { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Is the key the lowest of its cell?
  private static func isFirst(_ key: UInt64, _ cell: Int, _ base: UInt64, _ shift: UInt64, _ last: UInt64) -> Bool {
    key > 0 && Self.cell(key - 1, base, shift, last) < cell
  }

  @inline(__always) private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  @inline(__always) private static func cell(_ key: UInt64, _ base: UInt64, _ shift: UInt64, _ last: UInt64) -> Int {
    let offset = key < base ? 0 : min((key &- base) >> shift, last &- 1) &+ 1
    return Int(truncatingIfNeeded: offset)
  }
}
