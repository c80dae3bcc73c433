import Domain
import Foundation
import Registry
import TestSupport
import Testing

@Suite("Model manifest") struct ModelManifestTests {
  private static let columns = ["a", "b", "c"]
  private static let schema = FeatureSchema(name: "standard", version: 1, columns: columns)
  private static let digest = String(repeating: "0123456789abcdef", count: 4)

  /// A good manifest, as its writer writes it.
  static let good = """
    { "name": "touch-5m", "version": "1.0.0", "format": "xgboost-json",
      "feature_schema": { "name": "standard", "version": 1, "hash": "\(schema.hashText)", "columns": ["a", "b", "c"] },
      "label": { "kind": "touch", "horizon_seconds": 300, "threshold": "0.001" },
      "trained_on": { "dataset": "default-market", "sha256": "\(digest)", "rows": 120081, "range": ["2024-08-08T00:00:00Z", "2024-08-09T00:00:00Z"] },
      "metrics": { "auc": 0.61, "log_loss": null, "brier": 0.18 },
      "created": "2026-11-22T12:00:00Z", "artifact": { "file": "model.json", "sha256": "\(digest)", "bytes": 41234 }, "licence": "Apache-2.0" }
    """

  private static func read(_ text: String) throws(Diagnostic) -> ModelManifest { try ModelManifest(parsing: Array(text.utf8).span, file: "model/metadata.json") }

  private static func refusal(_ text: String) -> Diagnostic? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("reads every key") func reads() throws {
    let manifest = try Self.read(Self.good)
    #expect(manifest.modelVersion == ModelVersion(name: "touch-5m", version: "1.0.0") && manifest.format == "xgboost-json")
    #expect(manifest.featureSchema == Self.schema)
    #expect(manifest.label.kind == .touch && manifest.label.horizonSeconds == 300 && manifest.label.threshold == "0.001")
    #expect(manifest.trainedOn.rows == 120_081 && manifest.trainedOn.range.count == 2 && manifest.trainedOn.dataset == "default-market")
    #expect(manifest.metrics.map(\.name) == ["auc", "log_loss", "brier"] && manifest.metrics.map(\.value) == [0.61, nil, 0.18])
    #expect(manifest.artifact.file == "model.json" && manifest.artifact.sha256 == Self.digest && manifest.artifact.bytes == 41234)
    #expect(manifest.created == "2026-11-22T12:00:00Z" && manifest.licence == "Apache-2.0" && manifest.trainedOn.sha256 == Self.digest)
  }

  @Test("tolerates keys of a newer writer, of every kind and depth") func unknownKeys() throws {
    let more = Self.good.replacing(
      #""licence""#, with: #""parent": {"deep": {"deeper": [1, {"x": null}]}, "n": 1e9}, "tags": ["x", 1, true], "flag": false, "none": null, "licence""#)
    #expect(try Self.read(more) == (try Self.read(Self.good)))
  }

  @Test(
    "names a missing key by its whole path",
    arguments: [
      "name", "version", "format", "feature_schema.name", "feature_schema.version", "feature_schema.hash", "feature_schema.columns", "label.kind",
      "label.horizon_seconds", "label.threshold", "trained_on.dataset", "trained_on.sha256", "trained_on.rows", "trained_on.range", "metrics", "created",
      "artifact.file", "artifact.sha256", "artifact.bytes", "licence",
    ])
  func missing(path: String) throws {
    var document = try #require(try JSONSerialization.jsonObject(with: Data(Self.good.utf8)) as? [String: Any])
    let parts = path.split(separator: ".").map(String.init)
    if parts.count == 1 {
      document[parts[0]] = nil
    } else {
      var inner = try #require(document[parts[0]] as? [String: Any])
      inner[parts[1]] = nil
      document[parts[0]] = inner
    }
    let text = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
    let refusal = Self.refusal(text)
    #expect(refusal?.code == "manifest.missing_key" && refusal?.exitCode == .badData && refusal?.hint != nil)
    #expect(refusal?.message.contains("\"\(path)\"") == true && refusal?.message.hasPrefix("model/metadata.json: ") == true)
  }

  @Test(
    "refuses a value that is no good, with its key and its place",
    arguments: [
      (#""version": "1.0.0""#, #""version": "1.0""#, "version"), (#""kind": "touch""#, #""kind": "reach""#, "label.kind"),
      (#""horizon_seconds": 300"#, #""horizon_seconds": 0"#, "label.horizon_seconds"), (#""horizon_seconds": 300"#, #""horizon_seconds": 1.5"#, "label.horizon_seconds"),
      (#""threshold": "0.001""#, #""threshold": "1e-3""#, "label.threshold"), (#""threshold": "0.001""#, #""threshold": ".1""#, "label.threshold"),
      (#""threshold": "0.001""#, #""threshold": true"#, "label.threshold"), (#""rows": 120081"#, #""rows": -1"#, "trained_on.rows"),
      (#""bytes": 41234"#, #""bytes": 0"#, "artifact.bytes"), (#""file": "model.json""#, #""file": "../model.json""#, "artifact.file"),
      (#""file": "model.json""#, #""file": """#, "artifact.file"), (#""file": "model.json""#, #""file": "..""#, "artifact.file"),
      (#""auc": 0.61"#, #""auc": "good""#, "metrics.auc"), (#"["a", "b", "c"]"#, #"["a", "b", "a"]"#, "feature_schema.columns"),
      (#"["a", "b", "c"]"#, "[]", "feature_schema.columns"), (#"["a", "b", "c"]"#, #"["a", 1]"#, "feature_schema.columns"), (#""name": "touch-5m""#, #""name": """#, "name"),
      (#""name": "touch-5m""#, #""name": 5"#, "name"), (#""bytes": 41234"#, #""bytes": 99999999999999999999"#, "artifact.bytes"),
    ])
  func invalid(good: String, bad: String, path: String) {
    let refusal = Self.refusal(Self.good.replacing(good, with: bad))
    #expect(refusal?.code == "manifest.invalid" && refusal?.exitCode == .badData, "\(refusal?.message ?? "read")")
    #expect(refusal?.message.contains("\"\(path)\"") == true && refusal?.message.contains("byte ") == true, "\(refusal?.message ?? "read")")
  }

  @Test("refuses digests that are none") func digests() {
    for bad in [String(Self.digest.dropLast()), Self.digest.uppercased(), "g" + Self.digest.dropFirst(), ""] {
      #expect(Self.refusal(Self.good.replacing(#""sha256": "\#(Self.digest)", "bytes""#, with: #""sha256": "\#(bad)", "bytes""#))?.code == "manifest.invalid")
    }
  }

  @Test("sees that columns, version or hash were changed by hand") func handwork() {
    for (old, new) in [(#"["a", "b", "c"]"#, #"["a", "c", "b"]"#), (#""version": 1,"#, #""version": 2,"#), (Self.schema.hashText, "0000000000000000")] {
      let refusal = Self.refusal(Self.good.replacing(old, with: new))
      #expect(refusal?.code == "manifest.schema_hash" && refusal?.hint?.isEmpty == false)
    }
  }

  @Test("binds a model to the meanings of its columns where the manifest states their digest") func meanings() throws {
    let schema = FeatureSchema(name: "standard", version: 1, columns: Self.columns, definitions: 0x1234)
    let text = Self.good.replacing(#""hash": "\#(Self.schema.hashText)""#, with: #""hash": "\#(schema.hashText)", "definitions": "0000000000001234""#)
    #expect(try Self.read(text).featureSchema == schema)
    #expect(Self.refusal(text.replacing("0000000000001234", with: "0000000000001235"))?.code == "manifest.schema_hash")
    #expect(Self.refusal(text.replacing("0000000000001234", with: "1234"))?.code == "manifest.invalid")
  }

  @Test("every cut and every flipped bit gives a manifest or a diagnostic", arguments: 1...3)
  func hostile(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = Array(Self.good.utf8)
    for cut in stride(from: 0, to: bytes.count, by: 7) {
      #expect(Self.refusal(String(decoding: bytes[..<cut], as: UTF8.self))?.code == "manifest.syntax", "cut at \(cut)")
    }
    for _ in 0..<600 {
      var damaged = bytes
      for _ in 0...(random.next() % 2) { damaged[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8) }
      do {
        _ = try ModelManifest(parsing: damaged.span)
      } catch {
        #expect(error.code.hasPrefix("manifest.") && error.exitCode == .badData, "seed \(seed)")
      }
    }
    let deep = #"{"x": "# + String(repeating: "[", count: 100_000)
    #expect(Self.refusal(deep)?.code == "manifest.syntax")
    #expect(Self.refusal(String(repeating: " ", count: ModelManifest.maximumBytes + 1))?.code == "manifest.too_large")
  }
}
