public import Domain
internal import JSONBytes

extension ModelManifest {
  /// Most bytes a manifest may have.
  public static let maximumBytes = 1 << 20

  /// Reads a manifest.
  ///
  /// - Parameters:
  ///   - bytes: the whole `metadata.json`.
  ///   - file: what diagnostics call it.
  /// - Throws: exit code 65 with `manifest.syntax`, `manifest.missing_key`, `manifest.invalid` or `manifest.schema_hash`, the byte or the key and the reason.
  public init(parsing bytes: Span<UInt8>, file: String = "metadata.json") throws(Diagnostic) {
    guard bytes.count <= Self.maximumBytes else {
      throw ManifestReader.diagnostic(
        file, code: "manifest.too_large", "\(bytes.count) bytes, at most \(Self.maximumBytes) are read", hint: "remove what is no metadata")
    }
    let reader = try ManifestReader(bytes, file: file)
    let columns = try reader.texts("feature_schema.columns", limit: FeatureMask.capacity)
    guard (1...FeatureMask.capacity).contains(columns.count), Set(columns).count == columns.count else {
      throw reader.invalid("feature_schema.columns", "1 to \(FeatureMask.capacity) names, each once")
    }
    let schema = FeatureSchema(
      name: try reader.text("feature_schema.name"), version: Int(try reader.integer("feature_schema.version", 0...Int64(Int32.max))), columns: columns,
      definitions: try reader.word("feature_schema.definitions"))
    let hash = try reader.text("feature_schema.hash")
    guard hash == schema.hashText else {
      throw ManifestReader.diagnostic(
        file, code: "manifest.schema_hash",
        "feature_schema.hash is \(hash), name, version, columns and definitions give \(schema.hashText): one of them was changed by hand",
        hint: "train again, or restore the manifest that belongs to the model")
    }
    guard let version = SemanticVersion(try reader.text("version")) else { throw reader.invalid("version", "a semantic version such as 1.0.0") }
    let kindText = try reader.text("label.kind")
    guard let kind = Label.Kind(rawValue: kindText) else { throw reader.invalid("label.kind", "\"touch\" or \"end\"") }
    let artifact = try reader.artifact("artifact")
    let reference = reader.has("reference") ? try reader.artifact("reference") : nil
    let name = try reader.text("name")
    guard !name.isEmpty else { throw reader.invalid("name", "a name") }
    self.init(
      name: name, version: version, format: try reader.text("format"), featureSchema: schema,
      label: Label(
        kind: kind, horizonSeconds: try reader.integer("label.horizon_seconds", 1...9_000_000_000),
        threshold: try reader.decimal("label.threshold")),
      trainedOn: Provenance(
        dataset: try reader.text("trained_on.dataset"), sha256: try reader.digest("trained_on.sha256"),
        rows: try reader.integer("trained_on.rows", 0...Int64.max), range: try reader.texts("trained_on.range", limit: 2)),
      metrics: try reader.metrics(), created: try reader.text("created"), artifact: artifact, reference: reference, members: try reader.members(),
      licence: try reader.text("licence"))
  }
}
