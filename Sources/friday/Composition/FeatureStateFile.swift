import ArtifactFiles
import Domain
import Features
import Foundation

/// The features of a run that ended, kept for the next one: 64 digits of SHA-256, a line end, JSON (numbers read back bit for bit).
///
/// Only a feed whose time goes on is resumed; a replay or a seeded market begins at its own beginning. What was saved is believed only when digest, feature
/// set and market agree; else the features start anew, which a person is told.
struct FeatureStateFile {
  private static let mostBytes: Int64 = 1 << 30
  /// Seconds a run may have been down for its features to go on.
  private static let longestPause = 900.0

  let path: String

  /// What was saved, by symbol; empty without a file, or with one that cannot be used. The file is taken away: after a kill the next run must not go on from
  /// features of the run before.
  func take(for set: FeatureSet) -> [String: FeatureSnapshot] {
    guard let saved = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date else { return [:] }
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let age = -saved.timeIntervalSinceNow
      guard age < Self.longestPause else { throw refusal("it was saved \(Int(age / 60)) minutes ago, averages over candles would bridge that") }
      let bytes = try FileBytes.read(path, limit: Self.mostBytes)
      guard bytes.count > 65, bytes[64] == 10 else { throw refusal("it is cut short") }
      let body = Array(bytes[65...])
      guard SHA256.hexadecimal(of: body.span).utf8.elementsEqual(bytes[..<64]) else { throw refusal("its digest does not agree") }
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      let saved = try decoder.decode([FeatureSnapshot].self, from: Data(body))
      var usable: [String: FeatureSnapshot] = [:]
      for snapshot in saved where snapshot.isOf(set) { usable[snapshot.symbol] = snapshot }
      if usable.count < saved.count { Terminal.say("features: \(path) was saved with another feature set; they start anew") }
      return usable
    } catch {
      Terminal.say("features: \(path) cannot be resumed (\(Self.brief(error))); they start anew")
      return [:]
    }
  }

  /// Saves the features of every market, in place of what was there. A run that ended before it saw a market leaves that as it is.
  func write(_ snapshots: [FeatureSnapshot]) {
    guard !snapshots.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      let body = [UInt8](try encoder.encode(snapshots))
      try Data(Array(SHA256.hexadecimal(of: body.span).utf8) + [10] + body).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      Terminal.say("features: \(path) was not saved (\(Self.brief(error))); the next run starts them anew")
    }
  }

  /// Foundation's coding errors carry the whole value they failed at.
  private static func brief(_ error: any Error) -> String {
    let text = "\(error)"
    return text.count > 300 ? text.prefix(120) + " … " + text.suffix(160) : text
  }

  private func refusal(_ reason: String) -> Diagnostic {
    Diagnostic(code: "features.snapshot", exitCode: .badData, message: reason, hint: "it is written anew when this run ends")
  }
}
