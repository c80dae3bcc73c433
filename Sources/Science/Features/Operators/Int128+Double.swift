extension Int128 {
  /// The nearest double, to within one unit in the last place; exact below 2⁵³.
  ///
  /// The standard library's generic conversion costs several times this; sums of units nearly always fit 64 bits.
  @inline(__always) var approximated: Double {
    if let narrow = Int64(exactly: self) { return Double(narrow) }
    return Double(Int64(truncatingIfNeeded: self >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: self))
  }
}
