public import Domain
public import Inference
import Training

/// The models of one tick: the champion, whose predictions count, and its challengers, who score the same features in its shadow.
///
/// Immutable. A tick is scored by one set from its beginning to its end, so no tick mixes the models of two.
public final class ModelSet: Sendable {
  /// Most challengers beside a champion.
  public static let maximumChallengers = 8

  /// Whose predictions are acted on, watched for drift and counted as the engine's.
  public let champion: PredictionModel
  /// Who score every tick after the champion, recorded but not acted on.
  public let challengers: [PredictionModel]
  /// Names, champion first.
  public let versions: [ModelVersion]
  let members: [ServingModel]
  /// The models again, each behind one reference: an element of an array of structs is copied to be called, and a model is a dozen arrays
  /// whose references would be counted up and down at every tick.
  private let scorers: [Scorer]

  private final class Scorer: Sendable {
    let model: PredictionModel
    init(_ model: PredictionModel) { self.model = model }

    func score(_ vector: borrowing FeatureVector) throws(SchemaMismatch) -> Score { try model.predict(vector) }
  }

  /// - Throws: a diagnostic when there are more than ``maximumChallengers``, or when a version stands twice: its predictions would be
  ///   the same points of a time-series database, and one would overwrite the other.
  public init(champion: ServingModel, challengers: [ServingModel] = []) throws(Diagnostic) {
    guard challengers.count <= Self.maximumChallengers else {
      throw Diagnostic(
        code: "engine.too_many_challengers", exitCode: .badConfiguration,
        message: "\(challengers.count) challengers were named, at most \(Self.maximumChallengers) score beside a champion",
        hint: "keep those that could still win")
    }
    members = [champion] + challengers
    versions = members.map(\.model.version)
    scorers = members.map { Scorer($0.model) }
    self.champion = champion.model
    self.challengers = challengers.map(\.model)
    var seen: Set<ModelVersion> = []
    for version in versions where !seen.insert(version).inserted {
      throw Diagnostic(
        code: "engine.model_twice", exitCode: .badConfiguration,
        message: "the model \(version) stands twice among champion and challengers: its predictions would overwrite each other",
        hint: "give each model a version of its own")
    }
  }

  /// Models of the set.
  var count: Int { scorers.count }

  /// A model's answer to a tick's features.
  ///
  /// - Parameter place: 0 for the champion, then the challengers.
  func score(_ place: Int, _ vector: borrowing FeatureVector) throws(SchemaMismatch) -> Score { try scorers[place].score(vector) }

  /// Models whose loader has checked them.
  convenience init(loaded champion: PredictionModel, challengers: [PredictionModel], label: LabelDefinition) throws(Diagnostic) {
    func serving(_ model: PredictionModel) -> ServingModel { ServingModel(model: model, label: label) {} }
    try self.init(champion: serving(champion), challengers: challengers.map(serving))
  }
}
