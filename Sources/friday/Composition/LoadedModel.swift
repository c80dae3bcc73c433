import ArtifactFiles
import Domain
import Engine
import Features
import Foundation
import Inference
import Registry
import Training

/// A model as a run needs it: bound to its feature set, with the label its probability speaks of.
struct LoadedModel: Sendable {
  let model: PredictionModel
  let features: FeatureSet
  let label: LabelDefinition
  let manifest: ModelManifest
  /// What the folder's model must answer, before it may serve; `nil` where the folder has no reference rows.
  let reference: ReferenceRows?

  /// The model with its self-check, as the engine takes it.
  var serving: ServingModel {
    ServingModel(model: model, label: label, reference: reference ?? ReferenceRows(rows: [], margins: [], values: []))
  }

  /// Asks the model for its reference rows' answers.
  ///
  /// - Throws: a diagnostic that names the first row whose answer is another one.
  func selfCheck() throws(Diagnostic) {
    if let reference { try model.selfCheck(reference) }
  }

  /// Loads a model that scores beside another one: on the same features, of the same event.
  static func challenger(folder: String, beside champion: LoadedModel) throws(Diagnostic) -> LoadedModel {
    let loaded = try load(folder: folder, features: champion.features)
    guard loaded.model.schema.hash == champion.model.schema.hash, loaded.label == champion.label else {
      throw Diagnostic(
        code: "model.challenger", exitCode: .badConfiguration,
        message: "\(folder): challenger \(loaded.model.version) was trained on other features or another label than champion \(champion.model.version)",
        hint: "take it out of model.challengers, or train it on the champion's feature set and label")
    }
    return loaded
  }

  /// Loads a model folder; without a path the model that ships with the program, without a feature set that too.
  static func load(folder path: String?, features: FeatureSet? = nil) throws(Diagnostic) -> LoadedModel {
    guard let path = path ?? Bundle.module.path(forResource: "default-model", ofType: nil) else {
      throw Diagnostic(
        code: "model.default_missing", exitCode: .unavailable, message: "the default model is not beside the program",
        hint: "keep the folder gal-friday_friday.resources beside friday, or name a model folder with --model")
    }
    let folder = ModelFolder(path: path)
    let metadata = try folder.manifest()
    let manifest = try ModelManifest(parsing: metadata.span, file: folder.manifestPath)
    let artifact = try folder.artifact(file: manifest.artifact.file, sha256: manifest.artifact.sha256, bytes: manifest.artifact.bytes)
    let scorer = try ModelReader().read(artifact.span, file: "\(path)/\(manifest.artifact.file)") { name throws(Diagnostic) in
      guard let member = manifest.members.first(where: { $0.file == name }) else {
        throw Diagnostic(
          code: "model.member", exitCode: .badData, message: "\(folder.manifestPath): the model names the file \"\(name)\", which \"members\" does not list",
          hint: "list it with its sha256 under members")
      }
      return try folder.artifact(file: member.file, sha256: member.sha256)
    }
    let wanted = manifest.featureSchema
    let set: FeatureSet
    if let features { set = features } else { set = try FeatureSets.named(FeatureSets.bundled) }
    guard set.name == wanted.name, set.version == wanted.version else {
      throw Diagnostic(
        code: "model.unknown_set", exitCode: .badData,
        message: "\(folder.manifestPath): the model was trained on the feature set \(wanted.name) version \(wanted.version), this program computes \(set.name) version \(set.version)",
        hint: "retrain it on that set, or name the model's definitions in features.file")
    }
    if wanted.hash != set.schema.hash { try refuse(wanted, set, manifest) }
    let model = try PredictionModel(scorer.model, version: manifest.modelVersion, schema: set.schema, columns: .byPlaceWhereUnnamed)
    var reference: ReferenceRows?
    if let file = manifest.reference {
      let bytes = try folder.artifact(file: file.file, sha256: file.sha256, bytes: file.bytes)
      reference = try ReferenceRows(csv: bytes, columns: set.schema.columns, file: "\(path)/\(file.file)")
    }
    return LoadedModel(model: model, features: set, label: try LabelDefinition(manifest.label), manifest: manifest, reference: reference)
  }

  private static func refuse(_ wanted: FeatureSchema, _ set: FeatureSet, _ manifest: ModelManifest) throws(Diagnostic) {
    let columns = set.schema.columns
    let first = zip(wanted.columns, columns).first { $0.0 != $0.1 }
    let difference =
      if let first {
        "\"\(first.0)\" stands where the program computes \"\(first.1)\""
      } else if wanted.columns.count != columns.count {
        "\(wanted.columns.count) columns instead of \(columns.count)"
      } else if wanted.definitions == 0 {
        "its manifest names the same columns but does not say what they mean (feature_schema.definitions)"
      } else {
        "the columns have the same names but mean something else"
      }
    throw Diagnostic(
      code: "model.schema", exitCode: .badData,
      message: "model \(manifest.modelVersion) wants other features than \(set.name) version \(set.version): \(difference) "
        + "(hash \(wanted.hashText), here \(set.schema.hashText))",
      hint: "retrain the model on the set of this program (scripts/train-default-model shows how)")
  }
}
