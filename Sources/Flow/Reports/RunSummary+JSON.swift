public import Domain

extension RunSummary {
  /// The document of the command-line contract.
  public var json: JSONTree {
    .object([
      .init("ticks", .count(ticks)),
      .init("predictions", .count(predictions)),
      .init("outcomes", .count(outcomes)),
      .init("outcomes_pending", .count(outcomesPending)),
      .init("outcomes_late", .count(outcomesLate)),
      .init("outcomes_missing", .count(outcomesMissing)),
      .init("records_journaled", .count(recordsJournaled)),
      .init("points_journaled", .count(pointsJournaled)),
      .init("points_uploaded", pointsUploaded.map(JSONTree.count) ?? .null),
      .init("ticks_uploaded", ticksUploaded.map(JSONTree.count) ?? .null),
      .init("predictions_uploaded", predictionsUploaded.map(JSONTree.count) ?? .null),
      .init(
        "drift",
        .object([
          .init("checks", .count(driftChecks)),
          .init("alarms_total", .count(alarmsTotal ?? UInt64(alarms.count))),
          .init("alarms", .array(alarms.map(Self.alarm))),
        ])),
      .init(
        "latency_seconds",
        .object([
          .init("tick_to_prediction", Self.latency(tickToPrediction)), .init("order_update", Self.latency(orderUpdate)),
          .init("service", Self.latency(service)), .init("cpu", Self.latency(cpu)),
        ])),
      .init(
        "reconciliation",
        reconciliation.map {
          .object([
            .init("checks", .integer($0.checks)), .init("discrepancies", .integer($0.discrepancies)), .init("corrected", .integer($0.corrected)),
            .init("open", .integer($0.open)),
          ])
        } ?? .null),
      .init("models", .array(models.map { .object([.init("name", .text($0.name)), .init("version", .text($0.version))]) })),
      .init("model_swaps", .count(modelSwaps)),
      .init(
        "model_scores",
        .array(
          modelScores.map {
            .object([
              .init("name", .text($0.version.name)), .init("version", .text($0.version.version)), .init("predictions", .count($0.predictions)),
              .init("outcomes", .count($0.outcomes)), .init("brier", .optional($0.brier)),
            ])
          })),
      .init("wall_seconds", .number(wallSeconds)),
      .init("seed", seed.map(JSONTree.count) ?? .null),
      .init("interrupted", .flag(interrupted)),
    ])
  }

  private static func latency(_ latency: Latency?) -> JSONTree {
    guard let latency else { return .null }
    return .object([
      .init("p50", .optional(latency.p50)), .init("p99", .optional(latency.p99)), .init("p999", .optional(latency.p999)), .init("max", .optional(latency.max)),
    ])
  }

  /// A verdict as JSON, the form that alarms have wherever they are printed.
  public static func alarm(_ verdict: DriftVerdict) -> JSONTree {
    .object([
      .init("time", .integer(Int(verdict.time.nanoseconds))),
      .init("symbol", .text(verdict.symbol)),
      .init("feature", .text(verdict.feature)),
      .init("test", .text(verdict.test)),
      .init("kind", .text(verdict.kind.rawValue)),
      .init("statistic", .number(verdict.statistic)),
      .init("pvalue", .optional(verdict.pValue)),
      .init("n_reference", .integer(verdict.referenceCount)),
      .init("n_current", .integer(verdict.currentCount)),
      .init("drifted", .flag(verdict.drifted)),
      .init("severity", .text(verdict.severity.rawValue)),
      .init("reason", .text(verdict.reason)),
      .init("guarantee", .text(verdict.guarantee)),
    ])
  }
}
