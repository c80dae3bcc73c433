import Domain
public import Inference
public import Training

/// A model ready to serve: what scores, what its probability speaks of, and how it proves that it still scores as it did when it was made.
public struct ServingModel: Sendable {
  public let model: PredictionModel
  /// The event its probability is of.
  public let label: LabelDefinition
  let selfCheck: @Sendable () throws(Diagnostic) -> Void

  /// - Parameter reference: rows with the answers that were recorded when the model was made. Before each publication of a set with this model it
  ///   scores them on the publisher's thread and must answer the same within their tolerance; without a row it cannot be published.
  public init(model: PredictionModel, label: LabelDefinition, reference: ReferenceRows) {
    self.init(model: model, label: label) { () throws(Diagnostic) in
      guard !reference.rows.isEmpty else {
        throw Diagnostic(
          code: "engine.model_unchecked", exitCode: .badData,
          message: "model \(model.version) comes without reference rows: nothing shows that it scores as it did when it was made",
          hint: "record reference rows beside the model when it is trained")
      }
      try model.selfCheck(reference)
    }
  }

  /// - Parameter selfCheck: throws when the model is not to serve.
  init(model: PredictionModel, label: LabelDefinition, selfCheck: @escaping @Sendable () throws(Diagnostic) -> Void) {
    self.model = model
    self.label = label
    self.selfCheck = selfCheck
  }
}
