public import Domain

/// Reads LightGBM's text model files (`booster.save_model("model.txt")`, versions 2 to 4) into a ``LightGBMModel``.
///
/// Taken: numeric and categorical splits with every missing type, linear leaves, random forests (`average_output`), several outputs, every objective
/// of the library. Refused by name: unknown objectives and other formats. Unknown keys are skipped.
///
/// Source: LightGBM `src/io/tree.cpp` and `gbdt_model_text.cpp`; the inference reference, 2.2.
public struct LightGBMReader: Sendable {
  /// Bounds on what is read.
  public var limits: ModelLimits

  /// A reader with these bounds.
  public init(limits: ModelLimits = ModelLimits()) { self.limits = limits }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: what diagnostics call it.
  /// - Throws: `model.truncated`, `model.syntax`, `model.missing_key`, `model.invalid`, `model.limit`, `model.unsupported`; exit code 65, with the byte.
  /// - Complexity: O(bytes).
  public func read(_ bytes: Span<UInt8>, file: String = "model") throws(Diagnostic) -> LightGBMModel {
    do {
      guard bytes.count <= limits.bytes else {
        throw ModelFileFault.limit("the file has \(bytes.count) bytes, at most \(limits.bytes) are read", at: limits.bytes)
      }
      guard ModelFileFormat(bytes) == .lightGBMText else {
        throw ModelFileFault.unsupported(
          "this is \(ModelFileFormat(bytes).name), the reader takes LightGBM text", hint: "save with booster.save_model('model.txt')", at: 0)
      }
      var parser = LightGBMParser(limits: limits)
      return try parser.parse(bytes)
    } catch let fault as ModelFileFault {
      throw Diagnostic(code: fault.code, exitCode: .badData, message: "\(file): byte \(fault.offset): \(fault.reason)", hint: fault.hint)
    } catch {
      throw Diagnostic(code: "model.invalid", exitCode: .badData, message: "\(file): \(error)", hint: ModelFileFault.saveAgain)
    }
  }
}
