/// What one unit of a market's integer prices and quantities is worth: 10⁻ᵈ each.
public struct DecimalScale: Hashable, Sendable, Codable {
  /// Decimals of a price, 0…18.
  public let priceDecimals: Int
  /// Decimals of a quantity, 0…18.
  public let quantityDecimals: Int
  /// 10^priceDecimals, exact: price = units / pricePower.
  public let pricePower: Double
  /// 10^quantityDecimals, exact.
  public let quantityPower: Double

  /// A scale.
  ///
  /// - Precondition: decimals within 0…18.
  public init(priceDecimals: Int, quantityDecimals: Int) {
    precondition((0...18).contains(priceDecimals) && (0...18).contains(quantityDecimals), "decimals are 0…18")
    self.priceDecimals = priceDecimals
    self.quantityDecimals = quantityDecimals
    func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { value, _ in value * 10 } }
    pricePower = power(priceDecimals)
    quantityPower = power(quantityDecimals)
  }

  /// A price as a number.
  @inlinable public func price(_ units: Int64) -> Double { Double(units) / pricePower }
  /// A quantity as a number.
  @inlinable public func quantity(_ units: Int64) -> Double { Double(units) / quantityPower }
}
