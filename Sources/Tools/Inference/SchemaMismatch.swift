/// A vector was made by another feature set than the one its model was trained with.
public struct SchemaMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// Hash of the model's schema.
  public var expected: UInt64
  /// Hash that the vector carries.
  public var found: UInt64

  public var description: String {
    "the vector carries schema hash \(String(found, radix: 16)), the model was trained with \(String(expected, radix: 16))"
  }
}
