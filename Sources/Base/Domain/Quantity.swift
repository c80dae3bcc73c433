/// An amount of the base asset as an integer of 10⁻ᵈ, d the instrument's ``Instrument/quantityDecimals``.
public struct Quantity: Hashable, Comparable, Sendable, Codable {
  public var units: Int64
  @inlinable public init(units: Int64) { self.units = units }
  /// None.
  @inlinable public static var zero: Quantity { Quantity(units: 0) }
  @inlinable public static func < (left: Quantity, right: Quantity) -> Bool { left.units < right.units }
}
