import Domain
import Engine
import Influx
import Reports

/// How a run ended: the summary for people and scripts, and the failure if there was one.
struct RunOutcome {
  let summary: RunSummary
  let failure: Diagnostic?

  init(snapshot: EngineSnapshot, upload: UploadCounters?, seed: UInt64?, interrupted: Bool, wallSeconds: Double, failure: Diagnostic?) {
    var summary = RunSummary()
    summary.ticks = snapshot.ticks
    summary.predictions = snapshot.predictions
    summary.outcomes = snapshot.outcomes
    summary.outcomesPending = snapshot.outcomesPending
    summary.outcomesLate = snapshot.outcomesLate
    summary.outcomesMissing = snapshot.outcomesMissing
    summary.recordsJournaled = snapshot.journalRecords
    summary.pointsJournaled = snapshot.journalPoints
    summary.pointsUploaded = upload?.uploaded
    summary.ticksUploaded = upload?.ticks
    summary.predictionsUploaded = upload?.predictions
    summary.driftChecks = snapshot.driftChecks
    summary.alarms = snapshot.alarms.reversed()
    summary.alarmsTotal = snapshot.driftAlarms
    summary.tickToPrediction = snapshot.tickToPrediction.map(Self.latency)
    summary.service = Self.latency(snapshot.service)
    summary.cpu = Self.latency(snapshot.cpu)
    if let account = snapshot.account {
      summary.reconciliation = RunSummary.Books(
        checks: account.checks, discrepancies: account.discrepancies, corrected: account.corrected, open: account.open)
    }
    summary.models = snapshot.models
    summary.modelSwaps = snapshot.modelSwaps
    summary.modelScores = ([snapshot.champion].compactMap { $0 } + snapshot.challengers).map {
      RunSummary.ModelScore(version: $0.version, predictions: $0.predictions, outcomes: $0.outcomes, brier: $0.brier)
    }
    summary.wallSeconds = wallSeconds
    summary.seed = seed
    summary.interrupted = interrupted
    self.summary = summary
    self.failure = failure
  }

  private static func latency(_ measured: EngineSnapshot.Latency) -> RunSummary.Latency {
    RunSummary.Latency(p50: measured.p50, p99: measured.p99, p999: measured.p999, max: measured.max)
  }
}
