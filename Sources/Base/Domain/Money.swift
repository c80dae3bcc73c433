/// An exact amount of one asset: a 128-bit integer of 10⁻¹⁸.
///
/// Eighteen digits hold every product of a price and a quantity of an instrument whose decimals add up to at most 18;
/// what would not fit is an error, never a rounding.
public struct Money: Hashable, Comparable, Sendable {
  /// Digits behind the point.
  public static let scale = 18
  public static let zero = Money(units: 0)

  public var units: Int128

  @inlinable public init(units: Int128) { self.units = units }

  /// Reads an exact decimal. - Throws: ``DecimalError``.
  public init(parsing text: String) throws(DecimalError) {
    units = try DecimalText.parseWide(Array(text.utf8).span, scale: Self.scale)
  }

  /// price × quantity, exact.
  ///
  /// - Throws: ``DecimalError/inexact(scale:)`` when the decimals add up to more than 18, ``DecimalError/overflow``.
  public init(price: Price, quantity: Quantity, of instrument: Instrument) throws(DecimalError) {
    let room = Self.scale - instrument.priceDecimals - instrument.quantityDecimals
    guard room >= 0 else { throw .inexact(scale: Self.scale) }
    let (units, overflow) = (Int128(price.units) * Int128(quantity.units))
      .multipliedReportingOverflow(by: Int128(DecimalText.power(room)))
    guard !overflow else { throw .overflow }
    self.units = units
  }

  /// A quantity as an amount of its base asset, exact.
  public init(_ quantity: Quantity, of instrument: Instrument) {
    units = Int128(quantity.units) * Int128(DecimalText.power(Self.scale - instrument.quantityDecimals))
  }

  public static func < (left: Money, right: Money) -> Bool { left.units < right.units }
  public static func + (left: Money, right: Money) -> Money { Money(units: left.units + right.units) }
  public static func - (left: Money, right: Money) -> Money { Money(units: left.units - right.units) }
  public static prefix func - (value: Money) -> Money { Money(units: -value.units) }
  public static func += (left: inout Money, right: Money) { left = left + right }
  public static func -= (left: inout Money, right: Money) { left = left - right }

  /// The amount without its sign.
  public var magnitude: Money { Money(units: units < 0 ? -units : units) }

  /// A rate in millionths of this amount, rounded half away from zero: a fee.
  public func fraction(millionths: Int64) -> Money {
    let product = units * Int128(millionths)
    let half: Int128 = product < 0 ? -500_000 : 500_000
    return Money(units: (product + half) / 1_000_000)
  }
}

extension Money: CustomStringConvertible {
  /// The canonical decimal: no trailing zeros, no exponent, `0` for zero.
  public var description: String {
    var bytes: [UInt8] = []
    DecimalText.append(units, scale: Self.scale, to: &bytes)
    while bytes.last == 48 { bytes.removeLast() }
    if bytes.last == 46 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Money: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    try self.init(parsing: text)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
