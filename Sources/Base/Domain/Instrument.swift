/// A market: a pair of assets on a venue, with the precisions the exchange states for it.
public struct Instrument: Hashable, Sendable, Codable {
  /// Kraken's form, `BTC/USD`; a replayed market of another venue carries it behind a colon, `BTC/USDT:usdm`.
  public var symbol: String
  public var base: String
  public var quote: String
  /// Digits behind the point of a price, 0…12.
  public var priceDecimals: Int
  /// Digits behind the point of a quantity, 0…12.
  public var quantityDecimals: Int
  /// Smallest step of a price, in units of `priceDecimals`.
  public var priceIncrement: Price
  /// Smallest order, in units of `quantityDecimals`.
  public var minimumQuantity: Quantity

  public init(
    symbol: String, base: String, quote: String, priceDecimals: Int, quantityDecimals: Int,
    priceIncrement: Price = Price(units: 1), minimumQuantity: Quantity = Quantity(units: 1)
  ) {
    precondition((0...12).contains(priceDecimals) && (0...12).contains(quantityDecimals), "decimals are 0…12")
    self.symbol = symbol
    self.base = base
    self.quote = quote
    self.priceDecimals = priceDecimals
    self.quantityDecimals = quantityDecimals
    self.priceIncrement = priceIncrement
    self.minimumQuantity = minimumQuantity
  }

  /// A price as a floating-point number: for statistics, never for a ledger, an order or a checksum.
  @inlinable public func value(_ price: Price) -> Double { Double(price.units) / Double(DecimalText.power(priceDecimals)) }

  /// A quantity as a floating-point number, likewise.
  @inlinable public func value(_ quantity: Quantity) -> Double {
    Double(quantity.units) / Double(DecimalText.power(quantityDecimals))
  }

  /// A price as the exchange prints it, with all of its decimals.
  public func text(_ price: Price) -> String { DecimalText.text(price.units, scale: priceDecimals) }
  public func text(_ quantity: Quantity) -> String { DecimalText.text(quantity.units, scale: quantityDecimals) }
}
