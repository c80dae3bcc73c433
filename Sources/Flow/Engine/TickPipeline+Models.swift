import Domain
import Drift
import Features
import Inference
import Kernels
import Ports
import Training

extension TickPipeline {
  /// Takes the latest published set, if one came: called between two ticks only, so that a tick is scored by one set.
  ///
  /// - Returns: `false` when the journal refused to be told of it and the engine has stopped.
  @inline(__always) func takeModels() -> Bool {
    guard let issue = mailbox.take() else { return true }
    swap(to: issue)
    return failure == nil
  }

  /// States the new versions, then lets the set serve.
  @inline(never) private func swap(to issue: ModelIssue) {
    guard let indices = roster.assign(issue.set.versions) else { return refuse(issue) }
    guard recording({ () throws(Diagnostic) in try state(issue.set.versions, indices) }) else { return }
    models = issue.set
    if indices[0] != modelIndices[0] { for index in 0..<lanes.count { lanes[index].drift.rebaseOutcomes() } }
    modelIndices = indices
    snapshot.models = issue.set.versions
    swaps += 1
    // The set before is out of every hand here but the publisher's, who may free it once this is seen.
    publisher?.serves(issue)
    publisher?.saw(issue.number)
  }

  private func refuse(_ issue: ModelIssue) {
    snapshot.modelSetsRefused += 1
    // This one is still in the caller's hand: freed now by the publisher, it would end here.
    publisher?.saw(issue.number - 1)
    alerts?.alert(
      .high, code: "engine.models_exhausted",
      message: "the models led by \(issue.set.champion.version) were not taken: all \(ModelRoster.capacity) indices are given to versions whose "
        + "predictions still wait for their outcomes")
  }

  /// Tells the journal of the versions it does not know.
  func state(_ versions: [ModelVersion], _ indices: ModelRoster.Indices) throws(Diagnostic) {
    for place in versions.indices where !roster.entries[Int(indices[place])].isStated {
      try records.append(
        model: versions[place], index: indices[place], schema: configuration.features.schema,
        horizonNanoseconds: configuration.label.horizonNanoseconds)
      roster.stated(indices[place])
    }
  }

  /// Scores a tick with every challenger, behind everything that the champion's prediction is for.
  ///
  /// - Parameters:
  ///   - champion: the champion's prediction of the tick.
  ///   - vector: the tick's features.
  ///   - waits: does the champion's prediction wait for its outcome? Only beside it can a challenger's.
  func scoreChallengers(_ lane: InstrumentLane, _ champion: borrowing Prediction, _ vector: borrowing FeatureVector, waits: Bool) {
    for place in 1..<models.count {
      guard let score = score(place, vector) else { return }
      let prediction = Prediction(
        instrument: champion.instrument, time: champion.time, model: modelIndices[place], schemaHash: champion.schemaHash,
        margin: Float(score.margin), probability: Float(score.value), doubledMid: champion.doubledMid)
      guard recording({ () throws(Diagnostic) in try records.append(prediction: prediction) }) else { return }
      roster.predicted(prediction.model)
      if !waits || !lane.shadows.add(prediction) { roster.missed(prediction.model) }
    }
  }

  /// The answer of a model of the serving set to a tick's features; `nil`, and the engine stops, when they are not those it was trained on.
  @inline(__always) func score(_ place: Int, _ vector: borrowing FeatureVector) -> Score? {
    do {
      return try models.score(place, vector)
    } catch {
      stop(
        Diagnostic(
          code: "engine.schema_mismatch", exitCode: .badData,
          message: "model \(models.versions[place]) was fed with features of another schema: \(error)",
          hint: "retrain the model on the configured feature set, or configure the set it was trained on"))
      return nil
    }
  }

  /// A champion's prediction has its outcome: so have the challengers' beside it.
  func resolve(_ lane: InstrumentLane, _ outcome: borrowing Outcome) {
    roster.resolvedChampion(outcome)
    while let shadow = lane.shadows.next(beside: outcome.prediction) {
      let resolved = Outcome(prediction: shadow, happened: outcome.happened, resolved: outcome.resolved)
      guard recording({ () throws(Diagnostic) in try records.append(outcome: resolved) }) else { return }
      roster.resolved(resolved)
    }
  }

  /// A champion's prediction goes without an outcome: so do the challengers' beside it.
  func miss(_ lane: InstrumentLane, _ prediction: borrowing Prediction) {
    roster.missed(prediction.model)
    while let shadow = lane.shadows.next(beside: prediction) { roster.missed(shadow.model) }
  }

  /// How a model of the serving set does.
  func modelScore(_ place: Int) -> EngineSnapshot.ModelScore {
    let entry = roster.entries[Int(modelIndices[place])]
    return EngineSnapshot.ModelScore(
      version: entry.version, predictions: entry.predictions, outcomes: entry.outcomes, missing: entry.missing,
      brier: entry.outcomes > 0 ? entry.squaredErrorSum / Double(entry.outcomes) : nil)
  }
}
