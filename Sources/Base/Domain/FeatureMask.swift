/// Which features of a vector have a value: bit i is feature i. Missing is a bit here, never an invented number.
public struct FeatureMask: Hashable, Sendable {
  /// The most features a set may have.
  @inlinable public static var capacity: Int { 128 }

  public var bits: UInt128
  @inlinable public init(bits: UInt128 = 0) { self.bits = bits }
  /// Is the column of this index present? 0…127.
  @inlinable public func contains(_ index: Int) -> Bool { bits >> UInt128(index) & 1 == 1 }
  /// Marks a column as present.
  @inlinable public mutating func insert(_ index: Int) { bits |= 1 << UInt128(index) }
  /// Marks a column as missing.
  @inlinable public mutating func remove(_ index: Int) { bits &= ~(1 << UInt128(index)) }
  /// Columns present.
  @inlinable public var count: Int { bits.nonzeroBitCount }
}
