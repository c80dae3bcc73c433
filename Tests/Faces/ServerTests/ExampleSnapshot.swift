import Domain
import Engine

/// Snapshots as an engine would post them.
enum ExampleSnapshot {
  static let start = Timestamp(seconds: 1_767_225_600)

  /// Started, nothing known yet.
  static var empty: EngineSnapshot { EngineSnapshot(startedAt: start, source: "simulated market, seed 1, 20×") }

  /// At work for a while; `step` moves every number on.
  static func working(step: Int = 0) -> EngineSnapshot {
    var snapshot = empty
    let time = start.adding(nanoseconds: Int64(step) * 250_000_000)
    snapshot.connected = true
    snapshot.frames = UInt64(13_000 + 260 * step)
    snapshot.ticks = UInt64(12_481 + 250 * step)
    snapshot.predictions = UInt64(12_300 + 250 * step)
    snapshot.outcomes = UInt64(4_096 + 200 * step)
    snapshot.outcomesHappened = snapshot.outcomes / 3
    snapshot.outcomesPending = 8_204
    snapshot.outcomesLate = 2
    snapshot.brierScore = 0.1834 + 0.0001 * Double(step % 7)
    snapshot.driftChecks = UInt64(412 + step)
    snapshot.journalRecords = UInt64(33_000 + 700 * step)
    snapshot.journalPoints = UInt64(28_781 + 650 * step)
    snapshot.pointsUploaded = UInt64(28_000 + 640 * step)
    snapshot.tickToPrediction = EngineSnapshot.Latency(p50: 0.000_041, p99: 0.000_28, p999: 0.0011, max: 0.0042)
    snapshot.service = EngineSnapshot.Latency(p50: 0.000_009, p99: 0.000_03, p999: 0.0001, max: 0.002)
    snapshot.cpu = EngineSnapshot.Latency(p50: 0.000_008, p99: 0.000_02, p999: 0.000_09, max: 0.001)
    snapshot.models = [ModelVersion(name: "touch-up-5m", version: "1.0.0")]
    snapshot.markets = [
      market("BTC/USD", price: 64_210, spread: 0.1, step: step, time: time), market("ETH/USD", price: 3_127.4, spread: 0.01, step: step + 40, time: time),
    ]
    snapshot.verdicts = verdicts(time: time, drifted: step >= 0)
    snapshot.alarms = snapshot.verdicts.filter(\.drifted)
    snapshot.driftAlarms = UInt64(snapshot.alarms.count)
    var account = EngineSnapshot.Account(name: "paper")
    account.orders = 14
    account.fills = 13
    account.balances = [
      AssetBalance(asset: "BTC", amount: Money(units: 1_250_000_000_000_000_000)),
      AssetBalance(asset: "USD", amount: Money(units: 98_745_120_300_000_000_000_000)),
    ]
    account.checks = 1
    account.lastStatus = "success"
    account.lastTime = start
    snapshot.account = account
    return snapshot
  }

  private static func market(_ symbol: String, price: Double, spread: Double, step: Int, time: Timestamp) -> EngineSnapshot.Market {
    var market = EngineSnapshot.Market(symbol: symbol)
    // A wandering that repeats nowhere within a test and needs no dice.
    let phase = Double(step)
    let mid = price * (1 + 0.0004 * triangle(phase / 37) + 0.00015 * triangle(phase / 11.3) + 0.00005 * triangle(phase / 3.1))
    market.bid = mid - spread / 2
    market.ask = mid + spread / 2
    market.last = mid
    market.probability = 0.34 + 0.2 * triangle(phase / 23) + 0.05 * triangle(phase / 5.7)
    market.ticks = UInt64(6_240 + 125 * step)
    market.predictions = UInt64(6_150 + 125 * step)
    market.time = time
    let names = [
      "return_1s", "volatility_ewma", "spread_bp", "imbalance_1", "imbalance_5", "microprice_deviation", "order_flow_imbalance",
      "trade_intensity", "vwap_deviation", "rsi_14", "macd", "macd_signal",
    ]
    market.features = names.enumerated().map { index, name in
      let missing = name.hasPrefix("macd") && symbol == "ETH/USD"
      return EngineSnapshot.Feature(
        name: name, value: missing ? nil : triangle(phase / Double(7 + index)) * (index == 9 ? 50 : 0.01),
        observed: missing ? nil : time.adding(nanoseconds: Int64(-index) * 1_000_000_000))
    }
    return market
  }

  private static func verdicts(time: Timestamp, drifted: Bool) -> [DriftVerdict] {
    let severities: [Severity] = [.low, .medium, .high, .critical]
    var all: [DriftVerdict] = []
    for (row, feature) in ["return_1s", "volatility_ewma", "imbalance_5", "order_flow_imbalance", "prediction", "error"].enumerated() {
      for test in ["ks", "psi_qa", "adwin"] where test != "adwin" || feature == "error" {
        let bad = drifted && (row == 1 || (row > 2 && test == "ks"))
        all.append(
          DriftVerdict(
            time: time, symbol: "BTC/USD", feature: feature, test: test, kind: row < 4 ? .data : row == 4 ? .prediction : .performance,
            statistic: bad ? 0.31 + 0.01 * Double(row) : 0.04, pValue: test == "ks" ? (bad ? 3.2e-9 : 0.41) : nil, referenceCount: 2000,
            currentCount: 500, drifted: bad, severity: severities[row % 4],
            reason: "D = 0.31 over 500 values against 2,000: p = 3.2e-9 is below 0.05 after Holm over 6 columns",
            guarantee: "at most 5 % of such families of tests alarm without a change"))
      }
    }
    return all
  }

  /// −1…1, period 1.
  private static func triangle(_ phase: Double) -> Double {
    let fraction = phase - phase.rounded(.down)
    return fraction < 0.5 ? 4 * fraction - 1 : 3 - 4 * fraction
  }
}
