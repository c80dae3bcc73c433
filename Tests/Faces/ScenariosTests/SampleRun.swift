import Domain
import Drift
import Engine
import Features
import Inference
import Scenarios
import Simulation
import Training

/// Short simulated runs with a small model: one stump a feature, its leaves from a seed.
enum SampleRun {
  static let start = Timestamp(seconds: 1_767_225_600)

  static func model(seed: UInt64 = 1) throws -> PredictionModel {
    let names = FeatureSet.compact.schema.columns
    var random = Xoshiro256(seed: seed)
    let trees = try names.indices.map { feature in
      let leaf = { (random: inout Xoshiro256) in Float(Int64(bitPattern: random.next()) % 1000) / 4000 }
      let nodes = [
        ForestNode(left: 1, right: 2, feature: Int32(feature), value: 0, defaultLeft: true), ForestNode.leaf(leaf(&random)), ForestNode.leaf(leaf(&random)),
      ]
      return try ForestTree(group: 0, nodes: nodes, featureCount: names.count, depthLimit: 8)
    }
    let forest = try ForestModel(
      source: "test", objective: ForestObjective(xgboost: "binary:logistic")!, baseMargins: [0.2], featureNames: names, trees: trees)
    return try PredictionModel(forest: CompiledForest(forest), version: ModelVersion(name: "stumps", version: "\(seed)"), schema: FeatureSet.compact.schema)
  }

  static func engine(
    model: PredictionModel, drift: LiveDriftConfiguration = LiveDriftConfiguration(), strategy: Bool = true, horizon: Int64 = 30_000_000_000,
    reconciliation: Int64 = 60_000_000_000
  ) -> EngineConfiguration {
    EngineConfiguration(
      source: "test", features: .compact, model: model,
      label: LabelDefinition(kind: .touch, horizonNanoseconds: horizon, threshold: ExactRatio(numerator: 1, denominator: 10_000)), drift: drift,
      strategy: strategy ? PaperStrategy.Parameters(threshold: 0.55, notional: 500, holdNanoseconds: 5_000_000_000) : nil, account: "paper",
      reconciliationPeriod: reconciliation, measuresQueueing: false, orderPrefix: "test")
  }

  static func market(seed: UInt64, seconds: Int64, rate: Double = 4, regime: Int64 = 1_200_000_000_000) -> SeededMarket {
    SeededMarket(
      SeededMarket.Parameters(seed: seed, start: start, eventsPerSecond: rate, regimeLength: regime, duration: seconds * 1_000_000_000))
  }

  static func report(seed: UInt64, seconds: Int64 = 120, configuration: EngineConfiguration) throws -> SimulationReport {
    var run = try SimulatedRun(market: market(seed: seed, seconds: seconds), configuration: configuration, start: start)
    return try run.run(seed: seed)
  }
}
