import ArtifactFiles
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

  /// Longest spacing of rows: a day.
  static let spacings: ClosedRange<Int64> = 0...86_400_000_000_000
  private static let mostBytes: Int64 = 1 << 20

  /// - Throws: a diagnostic with exit code 65.
  static func read(path: String) throws(Diagnostic) -> TrainingRecipe {
    func refusal(_ reason: String) -> Diagnostic {
      Diagnostic(
        code: "features.manifest", exitCode: .badData, message: "\(path) \(reason)", hint: "name the file that friday features table wrote beside a table")
    }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, limit: mostBytes)
    } catch {
      throw refusal("cannot be read: \(error)")
    }
    let recipe: TrainingRecipe
    do {
      recipe = try JSONDecoder().decode(TrainingRecipe.self, from: Data(bytes))
    } catch {
      throw refusal("is no manifest of a training table: \(error)")
    }
    guard recipe.manifest.form == TrainingManifest.form else {
      throw refusal("is of form \(recipe.manifest.form), this program makes tables of form \(TrainingManifest.form)")
    }
    guard recipe.manifest.label.horizonNanoseconds > 0 else { throw refusal("has a label whose horizon is not above 0") }
    guard spacings.contains(recipe.everyNanoseconds) else { throw refusal("takes a row every \(recipe.everyNanoseconds) ns: 0 to \(spacings.upperBound) is possible") }
    return recipe
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
