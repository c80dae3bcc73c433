/// The true range of a bar after another: max(H − L, |H − C'|, |L − C'|).
@usableFromInline struct TrueRangeStep: Codable, Sendable, BitwiseCopyable {
  @usableFromInline var close = Double.nan

  /// NaN on the first bar.
  @inlinable @inline(__always) mutating func next(_ bar: Bar) -> Double {
    let before = close
    close = bar.close
    guard !before.isNaN else { return .nan }
    let upper = bar.high > before ? bar.high : before
    let lower = bar.low < before ? bar.low : before
    let range = bar.high - bar.low
    // Both are max(H, C') − min(L, C') unless the bar is upside down.
    return bar.high >= bar.low ? upper - lower : max(range, abs(bar.high - before), abs(bar.low - before))
  }
}
