public import Domain
public import Engine

/// The engine's snapshot as the JSON document that status, events and dashboard share.
///
/// Keys are snake_case, times RFC 3339, amounts of money exact decimals in strings; whatever is not known, or is not finite, is `null`.
/// The text of a snapshot depends on nothing but the snapshot: equal bytes mean that nothing has changed.
public enum SnapshotJSON {
  /// The whole document, stamped with the wall clock.
  ///
  /// - Parameters:
  ///   - snapshot: what to show.
  ///   - now: the wall clock: `at`, and what `uptime_seconds` is counted to.
  public static func document(_ snapshot: EngineSnapshot, at now: Timestamp) -> [UInt8] { stamp(body(snapshot), of: snapshot, at: now) }

  /// The document without its clock: an object that changes only when the snapshot does.
  static func body(_ snapshot: EngineSnapshot) -> [UInt8] {
    var json = JSONObjectWriter()
    json.open()
    json.field("started_at", snapshot.startedAt)
    json.field("source", snapshot.source)
    json.field("connected", snapshot.connected)
    json.field("failure", snapshot.failure)
    json.field("event_time", snapshot.markets.compactMap(\.time).max())
    appendCounts(snapshot, to: &json)
    appendDrift(snapshot, to: &json)
    json.open("latency_seconds")
    append(snapshot.tickToPrediction, as: "tick_to_prediction", to: &json)
    append(snapshot.service, as: "service", to: &json)
    append(snapshot.cpu, as: "cpu", to: &json)
    json.close()
    json.open("models", array: true)
    for model in snapshot.models {
      json.open()
      json.field("name", model.name)
      json.field("version", model.version)
      json.close()
    }
    json.close(array: true)
    json.field("model_swaps", snapshot.modelSwaps)
    json.field("model_sets_refused", snapshot.modelSetsRefused)
    json.open("model_scores", array: true)
    if let champion = snapshot.champion { append(champion, role: "champion", to: &json) }
    for challenger in snapshot.challengers { append(challenger, role: "challenger", to: &json) }
    json.close(array: true)
    json.open("markets", array: true)
    for market in snapshot.markets { append(market, to: &json) }
    json.close(array: true)
    append(snapshot.account, to: &json)
    json.close()
    return json.bytes
  }

  /// Puts the clock in front of a ``body(_:)``.
  static func stamp(_ body: [UInt8], of snapshot: EngineSnapshot, at now: Timestamp) -> [UInt8] {
    var json = JSONObjectWriter()
    json.open()
    json.field("at", now)
    json.field("uptime_seconds", Double(max(0, now.nanoseconds(since: snapshot.startedAt))) / 1e9)
    return json.bytes + [44] + body.dropFirst()
  }

  /// The features of one market.
  static func features(_ market: EngineSnapshot.Market) -> [UInt8] {
    var json = JSONObjectWriter()
    json.open()
    json.field("symbol", market.symbol)
    json.field("time", market.time)
    json.open("features", array: true)
    for feature in market.features {
      json.open()
      json.field("name", feature.name)
      json.field("value", feature.value)
      json.field("observed", feature.observed)
      json.field("stale", feature.isStale)
      json.close()
    }
    json.close(array: true)
    json.close()
    return json.bytes
  }

  private static func appendCounts(_ snapshot: EngineSnapshot, to json: inout JSONObjectWriter) {
    json.field("frames", snapshot.frames)
    json.field("frames_unknown", snapshot.framesUnknown)
    json.field("frames_malformed", snapshot.framesMalformed)
    json.field("checksum_mismatches", snapshot.checksumMismatches)
    json.field("resyncs", snapshot.resyncs)
    json.field("reconnects", snapshot.reconnects)
    json.field("ticks", snapshot.ticks)
    json.field("predictions", snapshot.predictions)
    json.field("predictions_blocked", snapshot.predictionsBlocked)
    json.field("predictions_doubtful", snapshot.predictionsDoubtful)
    json.field("outcomes", snapshot.outcomes)
    json.field("outcomes_happened", snapshot.outcomesHappened)
    json.field("outcomes_late", snapshot.outcomesLate)
    json.field("outcomes_missing", snapshot.outcomesMissing)
    json.field("outcomes_pending", snapshot.outcomesPending)
    json.field("next_horizon", snapshot.nextHorizon)
    json.field("brier_score", snapshot.brierScore)
    json.field("records_journaled", snapshot.journalRecords)
    json.field("points_journaled", snapshot.journalPoints)
    if let uploaded = snapshot.pointsUploaded { json.field("points_uploaded", uploaded) } else { json.missing("points_uploaded") }
  }

  private static func appendDrift(_ snapshot: EngineSnapshot, to json: inout JSONObjectWriter) {
    json.open("drift")
    json.field("checks", snapshot.driftChecks)
    json.field("alarms_total", snapshot.driftAlarms)
    json.open("alarms", array: true)
    for verdict in snapshot.alarms { append(verdict, to: &json) }
    json.close(array: true)
    json.open("verdicts", array: true)
    for verdict in snapshot.verdicts { append(verdict, to: &json) }
    json.close(array: true)
    json.close()
  }

  private static func append(_ score: EngineSnapshot.ModelScore, role: String, to json: inout JSONObjectWriter) {
    json.open()
    json.field("role", role)
    json.field("name", score.version.name)
    json.field("version", score.version.version)
    json.field("predictions", score.predictions)
    json.field("outcomes", score.outcomes)
    json.field("missing", score.missing)
    json.field("brier", score.brier)
    json.close()
  }

  private static func append(_ verdict: DriftVerdict, to json: inout JSONObjectWriter) {
    json.open()
    json.field("time", verdict.time)
    json.field("symbol", verdict.symbol)
    json.field("feature", verdict.feature)
    json.field("test", verdict.test)
    json.field("kind", verdict.kind.rawValue)
    json.field("statistic", verdict.statistic)
    json.field("pvalue", verdict.pValue)
    json.field("n_reference", verdict.referenceCount)
    json.field("n_current", verdict.currentCount)
    json.field("drifted", verdict.drifted)
    json.field("severity", verdict.severity.rawValue)
    json.field("reason", verdict.reason)
    json.field("guarantee", verdict.guarantee)
    json.close()
  }

  private static func append(_ latency: EngineSnapshot.Latency?, as name: String, to json: inout JSONObjectWriter) {
    guard let latency else { return json.missing(name) }
    json.open(name)
    json.field("p50", latency.p50)
    json.field("p99", latency.p99)
    json.field("p999", latency.p999)
    json.field("max", latency.max)
    json.close()
  }

  private static func append(_ market: EngineSnapshot.Market, to json: inout JSONObjectWriter) {
    json.open()
    json.field("symbol", market.symbol)
    json.field("bid", market.bid)
    json.field("ask", market.ask)
    json.field("last", market.last)
    json.field("probability", market.probability)
    json.field("ticks", market.ticks)
    json.field("predictions", market.predictions)
    json.field("time", market.time)
    append(market.features, to: &json)
    json.close()
  }

  private static func append(_ features: [EngineSnapshot.Feature], to json: inout JSONObjectWriter) {
    json.open("features", array: true)
    for feature in features {
      json.open()
      json.field("name", feature.name)
      json.field("value", feature.value)
      json.field("stale", feature.isStale)
      json.close()
    }
    json.close(array: true)
  }

  private static func append(_ account: EngineSnapshot.Account?, to json: inout JSONObjectWriter) {
    guard let account else { return json.missing("account") }
    json.open("account")
    json.field("name", account.name)
    json.field("orders", account.orders)
    json.field("fills", account.fills)
    json.open("balances", array: true)
    for balance in account.balances {
      json.open()
      json.field("asset", balance.asset)
      json.field("amount", balance.amount.description)
      json.close()
    }
    json.close(array: true)
    json.open("reconciliation")
    json.field("checks", account.checks)
    json.field("discrepancies", account.discrepancies)
    json.field("corrected", account.corrected)
    json.field("open", account.open)
    json.field("status", account.lastStatus)
    json.field("time", account.lastTime)
    json.close()
    json.close()
  }
}
