public import Domain
public import Inference
public import Training

/// A model ready to serve: what scores, what its probability speaks of, and how it proves that it still scores as it did when it was made.
public struct ServingModel: Sendable {
  public let model: PredictionModel
  /// The event its probability is of.
  public let label: LabelDefinition
  /// Scores the reference rows stored with the model and throws when an answer is not the stored one.
  let selfCheck: @Sendable (PredictionModel) throws(Diagnostic) -> Void

  /// - Parameter selfCheck: runs on the publisher's thread before every publication of a set with this model; may take its time.
  public init(model: PredictionModel, label: LabelDefinition, selfCheck: @escaping @Sendable (PredictionModel) throws(Diagnostic) -> Void) {
    self.model = model
    self.label = label
    self.selfCheck = selfCheck
  }
}
