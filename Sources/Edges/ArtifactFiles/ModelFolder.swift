public import Domain

/// A model's folder on disk: `metadata.json` and the artifact it names. Nothing of it is believed before its digest has been checked.
///
/// The manifest's meaning belongs to another room; this one brings bytes:
///
/// ```swift
/// let folder = ModelFolder(path: "models/touch-5m")
/// let manifest = try ModelManifest(parsing: try folder.manifest().span, file: folder.manifestPath)
/// let model = try folder.artifact(file: manifest.artifact.file, sha256: manifest.artifact.sha256, bytes: manifest.artifact.bytes)
/// ```
public struct ModelFolder: Hashable, Sendable {
  /// The folder.
  public let path: String
  /// Most bytes an artifact may have; a larger one is refused before it is read.
  public let maximumArtifactBytes: Int64
  /// Most bytes the manifest may have.
  public static let maximumManifestBytes: Int64 = 1 << 20

  /// A folder, which need not exist yet.
  public init(path: String, maximumArtifactBytes: Int64 = 256 << 20) {
    self.path = path
    self.maximumArtifactBytes = maximumArtifactBytes
  }

  /// Where the manifest lies.
  public var manifestPath: String { path + "/metadata.json" }

  /// The manifest's bytes.
  ///
  /// - Throws: `artifact.missing`, `artifact.unreadable`, `artifact.too_large`; exit code 65.
  public func manifest() throws(Diagnostic) -> [UInt8] {
    try read(manifestPath, limit: Self.maximumManifestBytes, hint: "name a model folder: one that holds metadata.json and the model file")
  }

  /// The artifact's bytes, once length and digest agree with the manifest.
  ///
  /// - Parameters:
  ///   - file: plain name beside the manifest.
  ///   - sha256: 64 lower-case hexadecimal digits.
  ///   - bytes: length, where the manifest states it; the digest is checked in any case.
  /// - Throws: exit code 65 with `artifact.missing`, `artifact.unreadable`, `artifact.too_large`, `artifact.truncated` (other length) or `artifact.changed` (other digest).
  public func artifact(file: String, sha256: String, bytes: Int64? = nil) throws(Diagnostic) -> [UInt8] {
    let hint = "restore the file that belongs to this metadata.json, or train again"
    guard !file.isEmpty, file != ".", file != "..", !file.utf8.contains(UInt8(ascii: "/")), !file.utf8.contains(0) else {
      throw Diagnostic(code: "artifact.name", exitCode: .badData, message: "\(path): \"\(file)\" is no plain file name", hint: hint)
    }
    let place = path + "/" + file
    let content = try read(place, limit: maximumArtifactBytes, hint: hint)
    if let bytes, Int64(content.count) != bytes {
      let difference = Int64(content.count) < bytes ? "it is truncated" : "something was added"
      throw Diagnostic(
        code: "artifact.truncated", exitCode: .badData,
        message: "\(place): \(content.count) bytes, metadata.json says \(bytes): \(difference)", hint: hint)
    }
    let found = SHA256.hexadecimal(of: content.span)
    guard found == sha256 else {
      throw Diagnostic(
        code: "artifact.changed", exitCode: .badData,
        message: "\(place): sha256 \(found), metadata.json says \(sha256): the file was changed after it was registered", hint: hint)
    }
    return content
  }

  private func read(_ place: String, limit: Int64, hint: String) throws(Diagnostic) -> [UInt8] {
    do {
      return try FileBytes.read(place, limit: limit)
    } catch {
      let code =
        switch error {
        case .missing: "artifact.missing"
        case .tooLarge: "artifact.too_large"
        case .refused, .notAFile: "artifact.unreadable"
        }
      throw Diagnostic(code: code, exitCode: .badData, message: "\(place): \(error)", hint: hint)
    }
  }
}
