public import Domain

/// What the journal says of a model before its first prediction.
public struct ModelStatement: Hashable, Sendable {
  /// Index by which predictions name it.
  public var index: UInt16
  public var model: ModelVersion
  public var schema: FeatureSchema
  public var horizonNanoseconds: Int64
}
