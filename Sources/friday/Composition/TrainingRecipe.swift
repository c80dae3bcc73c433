import Domain
import Foundation
import Training

/// What `friday features table` writes beside a table: enough to make it again, byte for byte, and to see whether it came out the same.
struct TrainingRecipe: Codable {
  var manifest: TrainingManifest
  /// The feature set as it was named: a bundled name or a path.
  var set: String
  /// Rows at most once in so many nanoseconds of event time; 0: at every event.
  var everyNanoseconds: Int64
  /// What fills and scales the rows, fitted once on the training rows; `nil` where they are as they were computed.
  var preparation: FeaturePreparation?
  /// The table.
  var table: FileDigest

  static func read(path: String) throws(Diagnostic) -> TrainingRecipe {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(code: "features.manifest", exitCode: .badData, message: "cannot read the manifest \(path)", hint: "check the path")
    }
    do {
      return try JSONDecoder().decode(TrainingRecipe.self, from: data)
    } catch {
      throw Diagnostic(
        code: "features.manifest", exitCode: .badData, message: "\(path) is no manifest of a training table: \(error)",
        hint: "name the file that friday features table wrote beside a table")
    }
  }

  func write(path: String) throws(Diagnostic) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try (try encoder.encode(self) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        code: "file.create", exitCode: .unavailable, message: "\(path): cannot be written: \(error)", hint: "check that the folder exists and may be written to")
    }
  }
}
