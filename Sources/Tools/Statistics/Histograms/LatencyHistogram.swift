/// Times from 1 ns to 100 s in fixed memory, each known to better than 0.4 %.
///
/// Log-linear buckets: 256 exact ones below 256 ns, then 128 equal ones for every doubling. A quantile is the middle of its bucket, so that its
/// relative error is at most 1/256. Times above the range are counted in the last bucket; ``maximum`` and ``minimum`` stay exact.
/// 4,096 counters of 8 bytes.
public struct LatencyHistogram: Sendable, Hashable {
  /// Largest time told apart: 100 s.
  public static var limit: UInt64 { 100_000_000_000 }
  static let slots = LatencyHistogram.slot(LatencyHistogram.limit) + 1

  private var counts: [UInt64]
  /// Times recorded.
  public private(set) var count: UInt64 = 0
  /// Largest time recorded, exact; 0 before the first.
  public private(set) var maximum: UInt64 = 0
  private var least = UInt64.max

  /// An empty histogram; the only allocation it makes.
  public init() { counts = Array(repeating: 0, count: Self.slots) }

  /// Smallest time recorded, exact; 0 before the first.
  public var minimum: UInt64 { count == 0 ? 0 : least }

  /// Records one time.
  ///
  /// - Complexity: O(1), no allocation while the histogram's storage is not shared with a copy.
  public mutating func record(nanoseconds: UInt64) {
    counts[Self.slot(min(nanoseconds, Self.limit))] &+= 1
    count &+= 1
    if nanoseconds > maximum { maximum = nanoseconds }
    if nanoseconds < least { least = nanoseconds }
  }

  /// Adds another histogram's counts.
  public mutating func merge(_ other: LatencyHistogram) {
    for slot in counts.indices { counts[slot] &+= other.counts[slot] }
    count &+= other.count
    maximum = max(maximum, other.maximum)
    least = min(least, other.least)
  }

  /// Forgets all times, keeps the memory.
  public mutating func reset() {
    for slot in counts.indices { counts[slot] = 0 }
    count = 0
    maximum = 0
    least = .max
  }

  /// The least recorded time (to 1/256) that at least the share `probability` of the times does not exceed, in nanoseconds; nil when empty.
  ///
  /// - Parameter probability: 0…1.
  /// - Complexity: one pass over the counters.
  public func quantile(_ probability: Double) -> Double? {
    precondition(probability >= 0 && probability <= 1, "a probability lies in 0…1")
    guard count > 0 else { return nil }
    let rank = max(1, UInt64((probability * Double(count)).rounded(.up)))
    if rank >= count { return Double(maximum) }
    var seen: UInt64 = 0
    for slot in counts.indices {
      seen &+= counts[slot]
      if seen >= rank { return min(max(Self.middle(slot), Double(least)), Double(maximum)) }
    }
    return Double(maximum)
  }

  /// The counter of a time.
  static func slot(_ nanoseconds: UInt64) -> Int {
    if nanoseconds < 256 { return Int(nanoseconds) }
    let shift = 56 - nanoseconds.leadingZeroBitCount
    return shift * 128 + Int(nanoseconds >> UInt64(shift))
  }

  /// The middle of a counter's times.
  static func middle(_ slot: Int) -> Double {
    if slot < 256 { return Double(slot) }
    let shift = (slot - 128) / 128
    let first = UInt64(slot - shift * 128) << UInt64(shift)
    return Double(first) + Double((UInt64(1) << UInt64(shift)) - 1) / 2
  }
}
