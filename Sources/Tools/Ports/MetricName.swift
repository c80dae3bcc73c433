/// Every metric there is: exposition, dashboards, alerts and docs derive from this list.
public enum MetricName: String, CaseIterable, Sendable {
  case ticks = "friday_ticks_total"
  case frames = "friday_frames_total"
  case framesUnknown = "friday_frames_unknown_total"
  case framesMalformed = "friday_frames_malformed_total"
  case checksumMismatches = "friday_book_checksum_mismatches_total"
  case resyncs = "friday_book_resyncs_total"
  case reconnects = "friday_reconnects_total"
  case connected = "friday_connected"
  case featureAge = "friday_feature_age_seconds"
  case featuresStale = "friday_features_stale"
  case staleValues = "friday_feature_values_stale_total"
  case predictions = "friday_predictions_total"
  case predictionsBlocked = "friday_predictions_blocked_total"
  case predictionsDoubtful = "friday_predictions_doubtful_total"
  case modelSwaps = "friday_model_swaps_total"
  case modelSetsRefused = "friday_model_sets_refused_total"
  case outcomes = "friday_outcomes_total"
  case outcomesLate = "friday_outcomes_late_total"
  case outcomesMissing = "friday_outcomes_missing_total"
  case outcomesPending = "friday_outcomes_pending"
  case driftChecks = "friday_drift_checks_total"
  case driftAlarms = "friday_drift_alarms_total"
  case tickToPrediction = "friday_tick_to_prediction_seconds"
  case tickService = "friday_tick_service_seconds"
  case journalRecords = "friday_journal_records_total"
  case journalPoints = "friday_journal_points_total"
  case journalSyncSeconds = "friday_journal_sync_seconds"
  case journalFailures = "friday_journal_failures_total"
  case pointsUploaded = "friday_points_uploaded_total"
  case uploadFailures = "friday_upload_failures_total"
  case uploadLag = "friday_upload_lag_records"
  case orders = "friday_orders_total"
  case fills = "friday_fills_total"
  case reconciliations = "friday_reconciliations_total"
  case discrepancies = "friday_reconciliation_discrepancies"

  /// How a metric behaves over time, in the words of Prometheus.
  public enum Kind: String, Sendable { case counter, gauge, histogram, summary }

  /// The kind of this metric.
  public var kind: Kind {
    switch self {
    case .connected, .featureAge, .featuresStale, .outcomesPending, .uploadLag, .discrepancies: .gauge
    case .journalSyncSeconds: .histogram
    case .tickToPrediction, .tickService: .summary
    default: .counter
    }
  }

  /// One sentence for `# HELP` and the docs.
  public var help: String {
    switch self {
    case .ticks: "Trades and applied book frames taken by the engine."
    case .frames: "WebSocket text frames received."
    case .framesUnknown: "Frames of a channel this program does not know, counted and left."
    case .framesMalformed: "Frames that are not what the protocol says, counted and left."
    case .checksumMismatches: "Book frames after which the CRC32 did not agree."
    case .resyncs: "Books asked for anew."
    case .reconnects: "Connections made anew after a loss."
    case .connected: "1 while the market feed is connected, else 0."
    case .featureAge: "Event time since the input of a market's most neglected feature was last observed."
    case .featuresStale: "Features of a market withheld because their input is too old."
    case .staleValues: "Values left out of vectors because their input was too old."
    case .predictions: "Predictions made."
    case .predictionsBlocked: "Predictions of the champion outside 0 to 1, or no number: recorded, not acted on."
    case .predictionsDoubtful: "Predictions of the champion that were warned of: unsure, or nearly certain in a calm market."
    case .modelSwaps: "Sets of champion and challengers taken while running."
    case .modelSetsRefused: "Published sets that had more new versions than the engine has indices for."
    case .outcomes: "Predictions joined with what became of them."
    case .outcomesLate: "Outcomes resolved more than a minute of event time after their horizon."
    case .outcomesMissing: "Predictions without any tick within their horizon."
    case .outcomesPending: "Predictions whose horizon has not passed."
    case .driftChecks: "Drift tests evaluated."
    case .driftAlarms: "Drift tests that said drifted."
    case .tickToPrediction: "From the return of the socket read to the prediction being readable."
    case .tickService: "From taking up a frame to the prediction being readable."
    case .journalRecords: "Records appended to the journal."
    case .journalPoints: "Records that become line-protocol points."
    case .journalSyncSeconds: "Time of one journal sync."
    case .journalFailures: "Appends the journal refused."
    case .pointsUploaded: "Points InfluxDB has acknowledged."
    case .uploadFailures: "Uploads that were refused or did not get through, retried."
    case .uploadLag: "Journal records behind which the uploader is."
    case .orders: "Orders sent."
    case .fills: "Executions booked."
    case .reconciliations: "Reconciliations run."
    case .discrepancies: "Discrepancies of the latest reconciliation."
    }
  }
}
