import Testing

@testable import Engine

@Suite("The signal rules") struct SignalRulesTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var probability: Double
    var confidence: Double?
    var volatility: Double?
    var signal: SignalAssessment.Signal
    var isBlocked = false
    var warnings: SignalAssessment.Warnings = []
    var testDescription: String { "p \(probability), confidence \(confidence.map(String.init(describing:)) ?? "–"), volatility \(volatility.map(String.init(describing:)) ?? "–")" }
  }

  private static let calm: SignalRules = {
    var parameters = SignalRules.Parameters()
    parameters.calmVolatility = 1e-5
    return SignalRules(parameters)
  }()

  @Test("follow their table, edges included", arguments: [
    Row(probability: 0.7, signal: .buy), Row(probability: 0.65, signal: .hold), Row(probability: 0.650001, signal: .buy),
    Row(probability: 0.35, signal: .hold), Row(probability: 0.349999, signal: .sell), Row(probability: 0.5, signal: .hold),
    Row(probability: 0, signal: .sell), Row(probability: 1, signal: .buy),
    Row(probability: -1e-9, signal: .hold, isBlocked: true), Row(probability: 1.0000001, signal: .hold, isBlocked: true),
    Row(probability: .nan, signal: .hold, isBlocked: true), Row(probability: .infinity, signal: .hold, isBlocked: true),
    Row(probability: 0.9, confidence: 0.59, signal: .hold), Row(probability: 0.9, confidence: 0.6, signal: .buy),
    Row(probability: 0.9, confidence: 0.49, signal: .hold, warnings: .doubtful), Row(probability: 0.9, confidence: .nan, signal: .hold, warnings: .doubtful),
    Row(probability: 0.96, volatility: 1e-6, signal: .buy, warnings: .extremeWhileCalm), Row(probability: 0.96, volatility: 1e-4, signal: .buy),
    Row(probability: 0.04, volatility: 1e-6, signal: .sell, warnings: .extremeWhileCalm), Row(probability: 0.95, volatility: 1e-6, signal: .buy),
    Row(probability: 0.96, signal: .buy),
  ])
  func table(_ row: Row) {
    let found = Self.calm.assess(probability: row.probability, confidence: row.confidence, volatility: row.volatility)
    #expect(found == SignalAssessment(signal: row.signal, isBlocked: row.isBlocked, warnings: row.warnings))
  }
}
