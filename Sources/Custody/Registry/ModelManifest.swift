public import Domain

/// What a model folder's `metadata.json` says: which model this is, what it eats, what it was trained on and how well it did.
///
/// ```json
/// { "name": "touch-5m", "version": "1.0.0", "format": "xgboost-json",
///   "feature_schema": { "name": "…", "version": 1, "hash": "0123456789abcdef", "definitions": "0123456789abcdef", "columns": ["…"] },
///   "label": { "kind": "touch", "horizon_seconds": 300, "threshold": "0.001" },
///   "trained_on": { "dataset": "…", "sha256": "…", "rows": 120081, "range": ["2024-08-08T00:00:00Z", "2024-08-09T00:00:00Z"] },
///   "metrics": { "auc": 0.61, "log_loss": 0.55, "brier": 0.18, "base_rate": 0.27 },
///   "created": "2026-11-22T12:00:00Z", "artifact": { "file": "model.json", "sha256": "…", "bytes": 41234 },
///   "members": { "a.ubj": "…", "b.txt": "…" },
///   "reference": { "file": "reference.csv", "sha256": "…", "bytes": 21234 }, "licence": "Apache-2.0" }
/// ```
///
/// `feature_schema.definitions` is the digest of what the columns mean (``FeatureSchema/definitions``); without it the names say nothing of what was computed,
/// and `friday run` refuses the model.
/// Unknown keys are tolerated, so that newer writers stay readable; a missing key is refused by name.
public struct ModelManifest: Hashable, Sendable {
  /// The label in the manifest's words.
  public struct Label: Hashable, Sendable {
    /// How the deciding mid is chosen.
    public enum Kind: String, Hashable, Sendable, CaseIterable { case touch, end }
    public var kind: Kind
    /// Above 0.
    public var horizonSeconds: Int64
    /// Decimal text such as `0.001`, exact; never read as a double.
    public var threshold: String
  }

  /// The data behind the model.
  public struct Provenance: Hashable, Sendable {
    public var dataset: String
    /// 64 lower-case hexadecimal digits.
    public var sha256: String
    public var rows: Int64
    /// First and last time of the rows, in the writer's words.
    public var range: [String]
  }

  /// One named figure of the test part.
  public struct Metric: Hashable, Sendable {
    public var name: String
    /// `nil` where the writer had none (`null`).
    public var value: Double?
  }

  /// The model file beside the manifest.
  public struct Artifact: Hashable, Sendable {
    /// A plain file name: no folder, no `..`.
    public var file: String
    /// 64 lower-case hexadecimal digits.
    public var sha256: String
    public var bytes: Int64
  }

  /// A file that the model file names: a member of an ensemble, or what a calibration puts right.
  public struct Member: Hashable, Sendable {
    /// A plain file name beside the manifest.
    public var file: String
    /// 64 lower-case hexadecimal digits.
    public var sha256: String
  }

  public var name: String
  public var version: SemanticVersion
  /// The writer's word for the artifact's format, such as `xgboost-json`; the file's content decides.
  public var format: String
  /// Its ``FeatureSchema/hash`` has been compared with the hash in the file.
  public var featureSchema: FeatureSchema
  public var label: Label
  public var trainedOn: Provenance
  /// In the file's order.
  public var metrics: [Metric]
  /// RFC 3339 text.
  public var created: String
  public var artifact: Artifact
  /// Rows with the answers the model gave when it was made, beside the manifest; `nil` where there are none.
  public var reference: Artifact?
  /// Files that the artifact names, where it is an ensemble or a calibration.
  public var members: [Member]
  /// SPDX identifier.
  public var licence: String

  /// What predictions are stamped with.
  public var modelVersion: ModelVersion { ModelVersion(name: name, version: version.description) }
}
