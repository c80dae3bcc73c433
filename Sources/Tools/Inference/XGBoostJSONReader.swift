public import Domain
internal import JSONBytes

/// Reads XGBoost's JSON model files (`save_model("model.json")`, versions 1.0 to 3.x) into a ``ForestModel``.
///
/// Taken: boosters `gbtree` and `dart`, numeric and categorical splits, missing values, several classes or targets, all objectives of ``ForestObjective``.
/// Refused by name, never wrongly scored: `gblinear`, vector leaves, unknown objectives, other formats. Unknown keys are skipped.
///
/// Every fault is a diagnostic with exit code 65 that names the file, the byte and the reason.
///
/// Source: XGBoost's model schema and `src/tree/io_utils.h`; facts that differ between versions as in the inference reference, 2.1.
public struct XGBoostJSONReader: Sendable {
  /// Bounds on what is read.
  public var limits: ModelLimits

  /// A reader with these bounds.
  public init(limits: ModelLimits = ModelLimits()) { self.limits = limits }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: what diagnostics call it.
  /// - Throws: `model.too_large`, `model.truncated`, `model.syntax`, `model.missing_key`, `model.invalid`, `model.limit`, `model.unsupported`; exit code 65.
  /// - Complexity: O(bytes), one pass; memory in proportion to the nodes.
  public func read(_ bytes: Span<UInt8>, file: String = "model") throws(Diagnostic) -> ForestModel {
    do {
      guard bytes.count <= limits.bytes else {
        throw ModelFileFault.limit("the file has \(bytes.count) bytes, at most \(limits.bytes) are read", at: limits.bytes)
      }
      guard !bytes.isEmpty else { throw ModelFileFault(code: "model.truncated", offset: 0, reason: "the file is empty") }
      try Self.requireJSON(bytes)
      var parser = XGBoostJSONParser(limits: limits)
      do {
        try parser.parse(bytes)
      } catch let error as JSONError {
        throw ModelFileFault(error)
      }
      return try parser.model(bytes)
    } catch let fault as ModelFileFault {
      throw Diagnostic(
        code: fault.code, exitCode: .badData, message: "\(file): byte \(fault.offset): \(fault.reason)", hint: fault.hint)
    } catch {
      throw Diagnostic(code: "model.invalid", exitCode: .badData, message: "\(file): \(error)", hint: ModelFileFault.saveAgain)
    }
  }

  private static func requireJSON(_ bytes: Span<UInt8>) throws(ModelFileFault) {
    let format = ModelFileFormat(bytes)
    switch format {
    case .xgboostJSON: return
    case .xgboostUBJSON, .xgboostBinary:
      throw .unsupported("this is \(format.name), the reader takes JSON", hint: "re-save with model.save_model('model.json')", at: 0)
    case .lightGBMText, .onnx:
      throw .unsupported("this is \(format.name), the reader takes XGBoost JSON", hint: "train with XGBoost and save_model('model.json')", at: 0)
    case .unknown:
      throw .unsupported(
        "this is no JSON; XGBoost's oldest binary files have no mark of their own", hint: "re-save with model.save_model('model.json')", at: 0)
    }
  }
}
