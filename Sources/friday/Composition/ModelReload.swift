import Domain
import Engine
import Features
import Logging
import ServiceLifecycle
import UnixSignals

/// Loads champion and challengers anew at SIGHUP and hands them to the running engine: from the next tick on they score.
///
/// A set that cannot be loaded, was trained on other features or fails its self-check changes nothing: the models that serve go on.
struct ModelReload: Service {
  let champion: String?
  let challengers: [String]
  let features: FeatureSet
  let publisher: ModelPublisher
  let logger: Logger

  /// The models of these folders as one set; without a champion's folder the default model.
  private func models() throws(Diagnostic) -> ModelSet {
    let first = try LoadedModel.load(folder: champion, features: features).serving
    var others: [ServingModel] = []
    for folder in challengers { others.append(try LoadedModel.load(folder: folder, features: features).serving) }
    return try ModelSet(champion: first, challengers: others)
  }

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    for await _ in signals.cancelOnGracefulShutdown() { reload() }
  }

  private func reload() {
    do throws(Diagnostic) {
      let set = try models()
      let number = try publisher.publish(set)
      logger.notice("models published", metadata: ["number": "\(number)", "models": "\(set.versions.map(\.description).joined(separator: ", "))"])
      Terminal.say("models published (\(number)): \(set.versions.map(\.description).joined(separator: ", "))")
    } catch {
      logger.error("models not published", metadata: ["code": "\(error.code)", "reason": "\(error.message)"])
      Terminal.say("models not published, those that serve go on: \(error)")
    }
  }
}
