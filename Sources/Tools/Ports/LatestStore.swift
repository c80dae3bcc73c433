public import Domain

/// The latest feature vector and prediction of each symbol, for readers outside the engine.
public protocol LatestStore: Sendable {
  func put(features: FeatureVector, schema: FeatureSchema, symbol: String)
  func put(prediction: Prediction, model: ModelVersion, symbol: String)
  func latest(symbol: String) -> LatestValues?
  var symbols: [String] { get }
}
