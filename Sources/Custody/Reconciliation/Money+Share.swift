import Domain

extension Money {
  /// Is this amount, sign apart, more than a share of another? Exact: the products are 256 bits wide.
  func isMore(than millionths: Int64, millionthsOf whole: Money) -> Bool {
    let left = units.magnitude.multipliedFullWidth(by: 1_000_000)
    let right = whole.units.magnitude.multipliedFullWidth(by: UInt128(millionths.magnitude))
    return (left.high, left.low) > (right.high, right.low)
  }

  /// Is this amount, sign apart, at least so many hundredths of another?
  func isAtLeast(percent: UInt128, of whole: Money) -> Bool {
    let left = units.magnitude.multipliedFullWidth(by: 100)
    let right = whole.units.magnitude.multipliedFullWidth(by: percent)
    return (left.high, left.low) >= (right.high, right.low)
  }
}
