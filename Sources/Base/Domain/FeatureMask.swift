/// Which features of a vector have a value: bit i is feature i. Missing is a bit here, never an invented number.
public struct FeatureMask: Hashable, Sendable {
  /// The most features a set may have.
  @inlinable public static var capacity: Int { 128 }

  public var bits: UInt128
  @inlinable public init(bits: UInt128 = 0) { self.bits = bits }
  @inlinable public func contains(_ index: Int) -> Bool { bits >> UInt128(index) & 1 == 1 }
  @inlinable public mutating func insert(_ index: Int) { bits |= 1 << UInt128(index) }
  @inlinable public mutating func remove(_ index: Int) { bits &= ~(1 << UInt128(index)) }
  @inlinable public var count: Int { bits.nonzeroBitCount }
}
