public import Domain

/// Reads ONNX files (`.onnx`, operator sets 1 to 30, ai.onnx.ml 1 to 5) into a compiled scorer of one row.
///
/// Taken are tree ensembles, linear models with their scalers and normalizers, multilayer perceptrons, LSTMs, and the operators that exporters put around
/// them. What is not taken is refused by the operator's name when the file is read, never when a row is scored. Shapes are fixed: the one unknown
/// dimension of an input is the batch, and it is one row. The wire format is read by our own ``ProtobufCursor``: eight messages are needed of it, and a
/// reader that knows only those has no state a hostile file could reach.
///
/// Every fault is a diagnostic with exit code 65 that names the file, the byte and the reason.
///
/// Source: `onnx.proto3`, `Operators.md` and `Operators-ml.md` of ONNX; what they leave open as ONNX Runtime does it.
public struct ONNXReader: Sendable {
  /// Bounds on what is read.
  public var limits: ONNXLimits

  /// A reader with these bounds.
  public init(limits: ONNXLimits = ONNXLimits()) { self.limits = limits }

  /// Reads and compiles a model.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: what diagnostics call it.
  /// - Throws: `model.truncated`, `model.syntax`, `model.missing_key`, `model.invalid`, `model.limit`, `model.unsupported`; exit code 65.
  /// - Complexity: O(bytes + elements of all tensors); memory in proportion to them, bounded by ``limits``.
  public func read(_ bytes: Span<UInt8>, file: String = "model") throws(Diagnostic) -> ONNXModel { try read(bytes, file: file, usesForests: true) }

  /// The same, with trees walked plainly where `usesForests` is false.
  func read(_ bytes: Span<UInt8>, file: String = "model", usesForests: Bool) throws(Diagnostic) -> ONNXModel {
    do throws(ModelFileFault) {
      guard bytes.count <= limits.bytes else {
        throw ModelFileFault.limit("the file has \(bytes.count) bytes, at most \(limits.bytes) are read", at: limits.bytes)
      }
      guard !bytes.isEmpty else { throw ModelFileFault(code: "model.truncated", offset: 0, reason: "the file is empty") }
      let format = ModelFileFormat(bytes)
      guard format == .onnx || format == .unknown else {
        throw ModelFileFault.unsupported("this is \(format.name), not ONNX", hint: "read it with the reader of its own format", at: 0)
      }
      var parser = ONNXParser(limits: limits)
      let graph = try parser.parse(bytes)
      var compiler = NetworkCompiler(graph, limits: limits)
      compiler.usesForests = usesForests
      return ONNXModel(graph, try compiler.compile())
    } catch {
      throw Diagnostic(code: error.code, exitCode: .badData, message: "\(file): byte \(error.offset): \(error.reason)", hint: error.hint)
    }
  }
}
