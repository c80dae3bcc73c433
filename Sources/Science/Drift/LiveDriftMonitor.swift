public import Domain
internal import Statistics

/// Watches one symbol's features, predictions and errors for drift while ticks flow.
///
/// Rows are sampled at a fixed spacing of event time. The first ones after the warm-up are the reference, then frozen; the next fill a tumbling
/// current window. A full window is tested feature by feature, one feature an observation, so that no tick pays for all: Kolmogorov–Smirnov and PSI-QA
/// against the reference. Squared errors and predicted probabilities go to an ADWIN each, as means over blocks of event time.
///
/// **Error rate.** Market features are strongly dependent in time. The p-values therefore count n/τ independent values, τ the integrated
/// autocorrelation time of the ranks (Geyer) of reference or current window, whichever is larger, plus two standard errors. Holm runs over all tests of a
/// check, and check k spends α·6/(π²k²): the expected number of checks with a false alarm is at most α a symbol, over the whole run. Drifted is
/// what is rejected **and** has at least the least effect.
///
/// - Complexity: O(features) a sampled row; a test of 300 against 600 values some tens of µs, at most one an observation. Allocates only when a
///   window is frozen or a verdict is written.
public struct LiveDriftMonitor: Sendable {
  enum Work: Sendable {
    case none
    case freeze(Int)
    case test(Int)
    case report(Int)
  }

  /// What it was made with.
  public let configuration: LiveDriftConfiguration
  /// The symbol its verdicts bear.
  public let symbol: String
  /// Checks finished: windows of features, and blocks of outcomes.
  public internal(set) var checks: UInt64 = 0
  /// Values that were missing in sampled rows.
  public internal(set) var missingValues: UInt64 = 0

  let schemaHash: UInt64
  var features: [MonitoredFeature]
  /// Row-major by feature: value of row r of feature f at f · rows + r.
  var referenceRows: [Double]
  var fillingRows: [Double]
  var testedRows: [Double]
  var referenceFilled = 0
  var filled = 0
  var start: Timestamp?
  var nextSample = Timestamp(nanoseconds: .min)
  var work = Work.none
  var spending: LevelSpending
  /// Level and adjusted p-values of the check under report: KS of all features, then PSI of all.
  var level = 0.0
  var adjusted: [Double] = []
  var sorter: SampleSorter
  var series: [Double] = []
  var sorted: [Double] = []
  var errorWatch: OutcomeWatch
  var predictionWatch: OutcomeWatch

  /// A monitor without a reference yet.
  ///
  /// - Parameters:
  ///   - configuration: windows, rates and floors; traps on meaningless ones.
  ///   - schema: the features' names and order.
  ///   - symbol: what the verdicts bear.
  public init(configuration: LiveDriftConfiguration = LiveDriftConfiguration(), schema: FeatureSchema, symbol: String) {
    configuration.check()
    self.configuration = configuration
    self.symbol = symbol
    schemaHash = schema.hash
    features = schema.columns.map(MonitoredFeature.init(name:))
    referenceRows = Array(repeating: .nan, count: schema.columns.count * configuration.referenceCount)
    fillingRows = Array(repeating: .nan, count: schema.columns.count * configuration.currentCount)
    testedRows = fillingRows
    spending = LevelSpending(alpha: configuration.alpha * 0.8)
    sorter = SampleSorter(capacity: max(configuration.referenceCount, configuration.currentCount))
    series.reserveCapacity(max(configuration.referenceCount, configuration.currentCount))
    sorted.reserveCapacity(max(configuration.referenceCount, configuration.currentCount))
    errorWatch = OutcomeWatch(quantity: .error, alpha: configuration.alpha * 0.1)
    predictionWatch = OutcomeWatch(quantity: .prediction, alpha: configuration.alpha * 0.1)
  }

  /// Is the reference full and frozen?
  public var hasReference: Bool {
    if case .freeze = work { return false }
    return referenceFilled == configuration.referenceCount
  }

  /// Forgets the reference and starts a new one with the next row, as after a retraining; the level already spent stays spent.
  public mutating func rebase() {
    referenceFilled = 0
    filled = 0
    work = .none
    for index in features.indices { features[index] = MonitoredFeature(name: features[index].name) }
    rebaseOutcomes()
  }

  /// Forgets errors and predictions, as when another model has taken over: that it answers differently is no drift. The features' reference stays.
  public mutating func rebaseOutcomes() {
    errorWatch.reset()
    predictionWatch.reset()
  }

  /// Takes in one vector: samples it when its time has come, and does at most one feature's share of the pending work.
  ///
  /// - Parameters:
  ///   - vector: of the schema given at the start; another one is a programmer's error.
  ///   - verdicts: what was found is appended, drifted or not.
  public mutating func observe(_ vector: borrowing FeatureVector, verdicts: inout [DriftVerdict]) {
    precondition(vector.schemaHash == schemaHash, "the vector is of the monitor's schema")
    let time = vector.time
    advance(at: time, verdicts: &verdicts)
    guard let start else {
      start = time
      nextSample = time.adding(nanoseconds: configuration.warmUp)
      return
    }
    guard time >= nextSample else { return }
    let steps = time.nanoseconds(since: start) / configuration.spacing + 1
    nextSample = start.adding(nanoseconds: steps * configuration.spacing)
    if referenceFilled < configuration.referenceCount {
      for index in features.indices { referenceRows[index * configuration.referenceCount + referenceFilled] = take(vector.values[index]) }
      referenceFilled += 1
      if referenceFilled == configuration.referenceCount { work = .freeze(0) }
      return
    }
    for index in features.indices { fillingRows[index * configuration.currentCount + filled] = take(vector.values[index]) }
    filled += 1
    if filled == configuration.currentCount {
      // A feed with fewer ticks than features a window: the rest of the last window's work is due now.
      while isWorking { advance(at: time, verdicts: &verdicts) }
      swap(&fillingRows, &testedRows)
      filled = 0
      work = .test(0)
    }
  }

  /// Takes in one outcome of a prediction: its squared error and the probability that was predicted.
  ///
  /// - Parameters:
  ///   - squaredError: (p − y)², 0…1.
  ///   - probability: 0…1.
  ///   - time: event time at which the outcome became known, not falling.
  ///   - verdicts: one of each quantity is appended whenever a block of event time is complete.
  public mutating func observe(squaredError: Double, probability: Double, at time: Timestamp, verdicts: inout [DriftVerdict]) {
    if let verdict = errorWatch.observe(squaredError, at: time, block: configuration.outcomeBlock, symbol: symbol) {
      verdicts.append(verdict)
      checks += 1
    }
    if let verdict = predictionWatch.observe(probability, at: time, block: configuration.outcomeBlock, symbol: symbol) { verdicts.append(verdict) }
  }

  private var isWorking: Bool {
    if case .none = work { return false }
    return true
  }

  private mutating func take(_ value: Double) -> Double {
    if value.isFinite { return value }
    missingValues += 1
    return .nan
  }
}
