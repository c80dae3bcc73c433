/// A price as an integer of 10⁻ᵈ quote per base, d the instrument's ``Instrument/priceDecimals``.
///
/// The decimal digits of `units` are the text that enters Kraken's book checksum.
public struct Price: Hashable, Comparable, Sendable, Codable {
  public var units: Int64
  @inlinable public init(units: Int64) { self.units = units }
  @inlinable public static func < (left: Price, right: Price) -> Bool { left.units < right.units }
}
