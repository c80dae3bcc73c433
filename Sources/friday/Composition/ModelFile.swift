import Domain
import Foundation
import Inference

/// A model file on disk, and those beside it that an ensemble or a calibration names.
struct ModelFile {
  /// Files larger than this are refused before they are read.
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

  private static func bytes(_ path: String) throws(Diagnostic) -> [UInt8] {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size <= mostBytes else {
      throw Diagnostic(
        code: "model.too_large", exitCode: .badData, message: "\(path) has \(size) bytes, at most \(mostBytes) are read", hint: "is this a model file?")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: "model.unreadable", exitCode: .badData, message: "cannot read the model file \(path)", hint: "check the path and the file's rights")
    }
    return [UInt8](data)
  }
}
