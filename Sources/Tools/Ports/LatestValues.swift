public import Domain

/// What a ``LatestStore`` holds of one symbol.
public struct LatestValues: Sendable {
  public var features: FeatureVector?
  public var schema: FeatureSchema?
  public var prediction: Prediction?
  public var model: ModelVersion?
  public init() {}
}
