public import Domain

/// A model file read and compiled: the scorer, and what is known of where it came from.
public struct LoadedScorer: Sendable {
  /// What explanations are made of.
  enum Origin: Sendable {
    case xgboost(ForestModel, missing: Float?)
    case lightGBM(LightGBMModel)
    /// Nothing that path-dependent values are defined for.
    case other(String)
  }

  /// The scorer.
  public let model: ScoringModel
  /// Format and writer: `XGBoost UBJSON 3.2.0`, `LightGBM text`, `average of 3`.
  public let source: String
  /// All files read, this one first, members in the order in which they were asked for.
  public let files: [String]
  let origin: Origin

  /// Prepares explanations of the margin. A calibrated model's margin is that of the model it wraps, and is explained as such.
  ///
  /// - Throws: `model.explanation`, exit code 65: for ensembles and networks, and where ``TreeSHAP`` refuses.
  public func explanation() throws(Diagnostic) -> TreeSHAP {
    switch origin {
    case .xgboost(let model, let missing): return try TreeSHAP(model, missing: missing)
    case .lightGBM(let model): return try TreeSHAP(model)
    case .other(let what):
      throw Diagnostic(
        code: "model.explanation", exitCode: .badData, message: "the model is \(what): Shapley values over tree paths are defined for one forest",
        hint: "explain the members of an ensemble one by one")
    }
  }
}
