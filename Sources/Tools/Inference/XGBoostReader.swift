public import Domain
internal import JSONBytes

/// Reads XGBoost's model files, JSON and UBJSON (`save_model("model.json")` or `"model.ubj"`, versions 1.0 to 3.x), into a ``ForestModel``.
///
/// Which of the two a file is, its first bytes say, not its name. Taken: boosters `gbtree`, `dart` and `gblinear`, numeric and categorical splits,
/// vector leaves, missing values, several classes or targets, all objectives of ``ForestObjective``. Refused by name, never wrongly scored: unknown
/// objectives, the old binary formats, other frameworks. Unknown keys are skipped.
///
/// Every fault is a diagnostic with exit code 65 that names the file, the byte and the reason.
///
/// Source: XGBoost's model schema and `src/tree/io_utils.h`; facts that differ between versions as in the inference reference, 2.1.
public struct XGBoostReader: Sendable {
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
      switch ModelFileFormat(bytes) {
      case .xgboostJSON: return try Self.parse(bytes, JSONModelCursor.self, limits)
      case .xgboostUBJSON: return try Self.parse(bytes, UBJSONModelCursor.self, limits)
      case let format: throw Self.refusal(of: format)
      }
    } catch let fault as ModelFileFault {
      throw Diagnostic(
        code: fault.code, exitCode: .badData, message: "\(file): byte \(fault.offset): \(fault.reason)", hint: fault.hint)
    } catch {
      throw Diagnostic(code: "model.invalid", exitCode: .badData, message: "\(file): \(error)", hint: ModelFileFault.saveAgain)
    }
  }

  private static func parse<Cursor: ModelFileCursor>(_ bytes: Span<UInt8>, _ cursor: Cursor.Type, _ limits: ModelLimits) throws -> ForestModel {
    var parser = XGBoostParser<Cursor>(limits: limits)
    do {
      try parser.parse(bytes)
    } catch let error as JSONError {
      throw ModelFileFault(error)
    }
    return try parser.model(bytes)
  }

  private static func refusal(of format: ModelFileFormat) -> ModelFileFault {
    let again = "re-save with model.save_model('model.ubj') in the XGBoost that wrote it"
    return switch format {
    case .lightGBMText, .onnx:
      .unsupported("this is \(format.name), the reader takes XGBoost's JSON and UBJSON", hint: "train with XGBoost and save_model('model.ubj')", at: 0)
    case .unknown:
      .unsupported("this is neither JSON nor UBJSON; XGBoost's oldest binary files have no mark of their own", hint: again, at: 0)
    case .xgboostJSON, .xgboostUBJSON, .xgboostBinary:
      .unsupported("this is \(format.name), the reader takes JSON and UBJSON", hint: again, at: 0)
    }
  }
}
