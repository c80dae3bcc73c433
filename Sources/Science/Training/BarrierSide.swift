/// One horizontal barrier in integers: where it stands for a row, and whether a price meets it.
///
/// ```text
/// upper: price · d ≥ start · (d + n)        lower: −price · d ≥ −start · (d − n)        d / n from the distance, times 10¹⁵ for σ
/// ```
struct BarrierSide: Sendable {
  /// σ is read in units of 10⁻¹⁵: exact for decimals of that many places, far below half a tick for others.
  static let volatilityPower: Int64 = 1_000_000_000_000_000

  private let isUpper: Bool
  private let numerator: Int128
  private let denominator: Int128

  /// `nil` without a distance.
  init?(_ distance: ExactRatio?, isUpper: Bool, isVolatilityMultiple: Bool) {
    guard let distance else { return nil }
    self.isUpper = isUpper
    numerator = Int128(distance.numerator)
    denominator = Int128(distance.denominator) * (isVolatilityMultiple ? Int128(Self.volatilityPower) : 1)
  }

  /// The barrier of a row that starts at `price`; `nil` when it takes more than 128 bits.
  func barrier(from price: Int64, volatility: Int64?) -> Int128? {
    let (distance, isWide) = numerator.multipliedReportingOverflow(by: Int128(volatility ?? 1))
    let (factor, isWider) = isUpper ? denominator.addingReportingOverflow(distance) : denominator.subtractingReportingOverflow(distance)
    let (key, isWidest) = signed(price).multipliedReportingOverflow(by: factor)
    return isWide || isWider || isWidest ? nil : key
  }

  /// What a price weighs against barriers; beyond 128 bits it lies beyond every barrier, or short of each.
  @inline(__always) func reach(of price: Int64) -> Int128 {
    let (reach, overflow) = signed(price).multipliedReportingOverflow(by: denominator)
    return overflow ? (signed(price) > 0 ? .max : .min) : reach
  }

  @inline(__always) private func signed(_ price: Int64) -> Int128 { isUpper ? Int128(price) : -Int128(price) }
}
