import ArtifactFiles
import Domain
import Foundation
import Inference

/// A model file on disk, and those beside it that an ensemble or a calibration names.
struct ModelFile {
  /// Files larger than this are refused.
  static let mostBytes = 256 << 20

  let path: String

  /// Reads the model, whatever format it is.
  func load(missing: Float? = nil) throws(Diagnostic) -> LoadedScorer {
    let folder = (path as NSString).deletingLastPathComponent
    let bytes = try Self.bytes(path)
    return try ModelReader().read(bytes.span, file: path, missing: missing) { name throws(Diagnostic) in
      try Self.bytes((folder as NSString).appendingPathComponent(name))
    }
  }

  /// The bytes of a model file.
  static func bytes(_ path: String) throws(Diagnostic) -> [UInt8] {
    do {
      return try FileBytes.read(path, limit: Int64(mostBytes))
    } catch .tooLarge(let bytes, _) {
      throw Diagnostic(
        code: "model.too_large", exitCode: .badData, message: "\(path) has \(bytes) bytes, at most \(mostBytes) are read", hint: "is this a model file?")
    } catch {
      throw Diagnostic(
        code: "model.unreadable", exitCode: .badData, message: "cannot read the model file \(path): \(error)", hint: "check the path and the file's rights")
    }
  }
}
