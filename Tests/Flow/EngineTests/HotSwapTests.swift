import Domain
import Drift
import Features
import Inference
import Synchronization
import TestSupport
import Testing
import Training

@testable import Engine

@Suite("Hot swap of models") struct HotSwapTests {
  static func version(_ number: Int, of features: FeatureSet = .compact) throws -> PredictionModel {
    try EngineBench.model(schema: features.schema, version: "\(number).0.0", shift: Float(number) / 64)
  }

  static func serving(_ model: PredictionModel, label: LabelDefinition = EngineBench.label()) -> ServingModel {
    ServingModel(model: model, label: label) {}
  }

  static func set(_ champion: Int, _ challengers: Int..., label: LabelDefinition = EngineBench.label()) throws -> ModelSet {
    try ModelSet(champion: serving(version(champion), label: label), challengers: challengers.map { serving(try version($0), label: label) })
  }

  /// The recorded predictions are what each named version answers to the recorded features of that time.
  static func agree(_ bench: EngineBench, seed: UInt64) throws {
    let rows = Dictionary(uniqueKeysWithValues: bench.records.features.map { ($0.time, $0.bits.map { Double(bitPattern: $0) }) })
    let versions = Dictionary(uniqueKeysWithValues: bench.records.statements.map { ($0.index, $0.version) })
    for prediction in bench.records.predictions {
      let values = try #require(rows[prediction.time])
      let stated = try #require(versions[prediction.model], "seed \(seed): index \(prediction.model) was never stated")
      let number = try #require(Int(stated.version.prefix { $0 != "." }))
      let expected = try version(number).scorer.score(values.span)
      #expect(prediction.margin == Float(expected.margin) && prediction.probability == Float(expected.value), "seed \(seed)")
    }
  }

  @Test("with swaps every few ticks each prediction is bit-equal to that of the model whose turn it was", arguments: [1, 7, 40], 1...3)
  func differential(every ticks: Int, seed: UInt64) throws {
    let bench = try EngineBench(champion: Self.version(0))
    let turns = 24
    let length = Int64(ticks) * 40_000
    for turn in 0..<turns {
      if turn > 0 { try bench.publisher.publish(Self.set(turn % 3, 3 + turn % 2)) }
      bench.run(seed: seed &* 1000 &+ UInt64(turn), ticks: ticks, from: Int64(turn) * length)
    }
    try Self.agree(bench, seed: seed)
    let versions = Dictionary(uniqueKeysWithValues: bench.records.statements.map { ($0.index, $0.version.version) })
    #expect(versions.count == bench.records.statements.count && versions.count == 5, "every version is stated once")
    for prediction in bench.records.predictions {
      let turn = Int((prediction.time.nanoseconds - EngineBench.start) / 1000 / length)
      let named = try #require(versions[prediction.model])
      #expect(named == "\(turn % 3).0.0" || turn > 0 && named == "\(3 + turn % 2).0.0", "seed \(seed): turn \(turn) was scored by \(named)")
    }
    bench.pipeline.publish()
    let snapshot = bench.board.snapshot
    #expect(snapshot.modelSwaps == UInt64(turns - 1) && snapshot.models.map(\.version) == ["2.0.0", "4.0.0"])
    #expect(snapshot.predictions == snapshot.ticks, "no tick was missed")
    #expect(bench.records.predictions.count == Int(snapshot.predictions) + (turns - 1) * ticks)
  }

  @Test("a challenger answers as it would as champion, and is scored as it would be", arguments: 1...3) func challengers(seed: UInt64) throws {
    let left = try EngineBench(horizon: 500_000_000, champion: Self.version(1), challengers: [Self.version(2)])
    let right = try EngineBench(horizon: 500_000_000, champion: Self.version(2), challengers: [Self.version(1)])
    for bench in [left, right] {
      bench.run(seed: seed, ticks: 500)
      bench.pipeline.publish()
    }
    func answers(_ bench: EngineBench, _ index: UInt16) -> [[UInt64]] {
      bench.records.predictions.filter { $0.model == index }.map {
        [UInt64(bitPattern: $0.time.nanoseconds), UInt64($0.margin.bitPattern), UInt64($0.probability.bitPattern), UInt64(bitPattern: $0.doubledMid)]
      }
    }
    func outcomes(_ bench: EngineBench, _ index: UInt16) -> [[UInt64]] {
      bench.records.outcomes.filter { $0.prediction.model == index }.map {
        [UInt64(bitPattern: $0.prediction.time.nanoseconds), UInt64($0.prediction.probability.bitPattern), $0.happened ? 1 : 0, UInt64(bitPattern: $0.resolved.nanoseconds)]
      }
    }
    for (mine, other) in [(UInt16(0), UInt16(1)), (1, 0)] {
      #expect(answers(left, mine) == answers(right, other) && answers(left, mine).count > 450, "seed \(seed)")
      #expect(outcomes(left, mine) == outcomes(right, other) && outcomes(left, mine).count > 300, "seed \(seed)")
    }
    let (one, two) = (left.board.snapshot, right.board.snapshot)
    let challenger = try #require(one.challengers.first)
    let champion = try #require(two.champion)
    #expect(challenger.version == champion.version && challenger.predictions == champion.predictions && challenger.outcomes == champion.outcomes)
    #expect(challenger.brier == champion.brier && challenger.missing == champion.missing && champion.brier == two.brierScore)
    #expect(one.predictions == one.ticks && one.challengers.count == 1, "the shadow counts for nothing else")
    let squares = left.records.outcomes.filter { $0.prediction.model == 1 }.map(\.squaredError)
    #expect(abs((challenger.brier ?? -1) - squares.reduce(0, +) / Double(squares.count)) < 1e-12)
  }

  @Test("what a challenger says moves neither strategy nor drift nor the champion's score") func shadowOnly() throws {
    let strategy = PaperStrategy.Parameters(threshold: 0.5, notional: 10, holdNanoseconds: 1_000_000)
    let alone = try EngineBench(strategy: strategy, champion: Self.version(1))
    let shadowed = try EngineBench(strategy: strategy, champion: Self.version(1), challengers: [Self.version(60), Self.version(3)])
    for bench in [alone, shadowed] {
      bench.run(seed: 9, ticks: 800)
      bench.pipeline.publish()
    }
    func champions(_ bench: EngineBench) -> [MemoryRecords.Record] {
      bench.records.records.filter {
        switch $0 {
        case .model(_, let index, _, _): index == 0
        case .prediction(let prediction): prediction.model == 0
        case .outcome(let outcome): outcome.prediction.model == 0
        default: true
        }
      }
    }
    #expect(champions(alone) == champions(shadowed) && alone.gateway.orders == shadowed.gateway.orders && !alone.gateway.orders.isEmpty)
    #expect(shadowed.records.records.count > alone.records.records.count + 1500)
    #expect(alone.board.snapshot.brierScore == shadowed.board.snapshot.brierScore)
  }

  @Test("a challenger's record comes behind the champion's and behind what follows from it") func order() throws {
    let bench = try EngineBench(
      strategy: PaperStrategy.Parameters(threshold: 0, notional: 10, holdNanoseconds: 1), champion: Self.version(1), challengers: [Self.version(2)])
    bench.pipeline.book(EngineBench.top(10), readReturned: 0)
    #expect(bench.records.records.map(\.kind) == ["model", "model", "instrument", "book", "features", "prediction", "order", "prediction"])
    #expect(bench.records.predictions.map(\.model) == [0, 1])
  }

  @Test("a model that left scores no more; what it said still finds its outcome") func left() throws {
    let bench = try EngineBench(horizon: 500_000_000, champion: Self.version(1), challengers: [Self.version(2), Self.version(3)])
    bench.run(seed: 5, ticks: 200)
    try bench.publisher.publish(Self.set(4, label: EngineBench.label(500_000_000)))
    bench.run(seed: 6, ticks: 300, from: 200 * 40_000)
    for entry in bench.pipeline.roster.entries.prefix(3) {
      #expect(entry.predictions == 200 && entry.pending == 0 && entry.outcomes + entry.missing == 200 && entry.outcomes > 100, "\(entry.version)")
    }
    #expect(bench.records.outcomes.filter { $0.prediction.model == 2 }.count == Int(bench.pipeline.roster.entries[2].outcomes))
    bench.pipeline.publish()
    #expect(bench.board.snapshot.challengers.isEmpty && bench.board.snapshot.champion?.predictions == 300)
  }

  @Test("predictions beyond the bound are recorded, and counted as missing their outcome") func bound() throws {
    let bench = try EngineBench(horizon: 3_600_000_000_000, pending: 64, champion: Self.version(1), challengers: [Self.version(2), Self.version(3)])
    bench.run(seed: 5, ticks: 200)
    let entries = bench.pipeline.roster.entries
    #expect(entries.map(\.predictions) == [200, 200, 200] && entries[0].pending == 64)
    #expect(entries[1].pending + entries[2].pending == 64 && bench.pipeline.lanes[0].shadows.pending == 64)
    #expect(bench.records.predictions.count == 600)
  }

  @Test("a set is refused with a diagnostic, and nothing changes: another schema, another label, a failing self-check") func refused() throws {
    let whole = try EngineBench(champion: Self.version(1))
    let bench = try EngineBench(champion: Self.version(1))
    whole.run(seed: 8, ticks: 100)
    whole.run(seed: 9, ticks: 100, from: 4_000_000)
    bench.run(seed: 8, ticks: 100)
    let other = FeatureSchema(name: "other", version: 1, columns: FeatureSet.compact.schema.columns)
    let failing = Diagnostic(code: "model.self_check", exitCode: .badData, message: "row 3 scores 0.5 instead of 0.25")
    let nine = try Self.version(9)
    let row = [(0..<nine.schema.columns.count).map { Double($0) / 10 - 1 }]
    var altered = nine.scorer.reference(row)
    altered.margins[0] += 0.5
    let good = Self.serving(try Self.version(2))
    let bad: [(ServingModel, String)] = [
      (Self.serving(try EngineBench.model(schema: other, version: "9.0.0")), "engine.model_schema"),
      (Self.serving(try Self.version(9), label: EngineBench.label(77)), "engine.model_label"),
      (ServingModel(model: try Self.version(9), label: EngineBench.label()) { () throws(Diagnostic) in throw failing }, "model.self_check"),
      (ServingModel(model: nine, label: EngineBench.label(), reference: altered), "model.self_check"),
      (ServingModel(model: nine, label: EngineBench.label(), reference: ReferenceRows(rows: [], margins: [], values: [])), "engine.model_unchecked"),
    ]
    for (model, code) in bad {
      for set in try [ModelSet(champion: model), ModelSet(champion: good, challengers: [model])] {
        let thrown = #expect(throws: Diagnostic.self) { try bench.publisher.publish(set) }
        #expect(thrown?.code == code)
      }
    }
    bench.run(seed: 9, ticks: 100, from: 4_000_000)
    bench.pipeline.publish()
    #expect(bench.records.records == whole.records.records && bench.board.snapshot.modelSwaps == 0 && bench.publisher.held == 0)
    try bench.publisher.publish(ModelSet(champion: ServingModel(model: nine, label: EngineBench.label(), reference: nine.scorer.reference(row))))
    #expect(bench.publisher.held == 1, "with its own answers it is published")
  }

  @Test("a set holds at most eight challengers, and no version twice") func composition() throws {
    let many = try (1...9).map { Self.serving(try Self.version($0)) }
    let crowded = #expect(throws: Diagnostic.self) { try ModelSet(champion: Self.serving(Self.version(0)), challengers: many) }
    #expect(crowded?.code == "engine.too_many_challengers")
    let twice = #expect(throws: Diagnostic.self) { try Self.set(1, 2, 1) }
    #expect(twice?.code == "engine.model_twice")
  }

  @Test("a set that the journal refuses to be told of stops the engine before it scores", arguments: 0...1) func notStated(room: Int) throws {
    let bench = try EngineBench(champion: Self.version(1))
    bench.run(seed: 8, ticks: 10)
    bench.records.room = Int(bench.records.recordCount) + room
    try bench.publisher.publish(Self.set(2, 3))
    bench.run(seed: 9, ticks: 10, from: 4_000_000)
    #expect(bench.failureList == [MemoryRecords.full] && bench.records.statements.count == 1 + room)
    #expect(bench.records.predictions.allSatisfy { $0.model == 0 } && bench.records.predictions.count == 10)
    #expect(bench.pipeline.models.champion.version.version == "1.0.0")
  }

  @Test("another champion's other answers are no drift", arguments: [false, true]) func drift(returns: Bool) throws {
    var drift = LiveDriftConfiguration()
    drift.outcomeBlock = 250_000_000
    let bench = try EngineBench(horizon: 500_000_000, drift: drift, champion: Self.version(0))
    let label = EngineBench.label(500_000_000)
    bench.run(seed: 3, ticks: 4000)
    let quiet = bench.records.verdicts.filter { $0.feature == "prediction" }.count
    try bench.publisher.publish(ModelSet(champion: Self.serving(EngineBench.model(version: "80.0.0", shift: 1.25), label: label)))
    bench.run(seed: 4, ticks: 4000, from: 160_000_000)
    if returns {
      try bench.publisher.publish(Self.set(0, label: label))
      bench.run(seed: 5, ticks: 4000, from: 320_000_000)
    }
    let verdicts = bench.records.verdicts.filter { $0.feature == "prediction" }
    #expect(quiet > 50 && verdicts.count > quiet + 50 && !verdicts.contains { $0.drifted })
    // The same answers as one model's are one: the test above can fail.
    var monitor = LiveDriftMonitor(configuration: drift, schema: FeatureSet.compact.schema, symbol: "BTC/USD")
    var found: [DriftVerdict] = []
    for outcome in bench.records.outcomes {
      monitor.observe(squaredError: outcome.squaredError, probability: Double(outcome.prediction.probability), at: outcome.resolved, verdicts: &found)
    }
    #expect(found.contains { $0.feature == "prediction" && $0.drifted })
  }

  @Test("a set with a new version is refused while every index waits for outcomes, and the models that serve go on") func exhausted() throws {
    let hour: Int64 = 3_600_000_000_000
    let bench = try EngineBench(horizon: hour, champion: Self.version(0))
    for number in 0..<ModelRoster.capacity {
      if number > 0 { try bench.publisher.publish(Self.set(number, label: EngineBench.label(hour))) }
      bench.run(seed: UInt64(number), ticks: 1, from: Int64(number) * 100_000)
    }
    for attempt in 0..<5 {
      try bench.publisher.publish(Self.set(500, 1, label: EngineBench.label(hour)))
      bench.run(seed: 1, ticks: 1, from: Int64(200 + attempt) * 100_000)
      #expect(bench.publisher.held <= 3)
    }
    bench.pipeline.publish()
    let refused = bench.board.snapshot
    #expect(refused.modelSetsRefused == 5 && refused.modelSwaps == 127 && refused.models.map(\.version) == ["127.0.0"] && refused.failure == nil)
    #expect(bench.alerts.codes.withLock { $0 } == Array(repeating: "engine.models_exhausted", count: 5))
    try bench.publisher.publish(Self.set(3, 2, label: EngineBench.label(hour)))
    bench.run(seed: 1, ticks: 1, from: 30_000_000)
    #expect(bench.records.predictions.suffix(2).map(\.model) == [3, 2] && bench.pipeline.swaps == 128)
    // An hour later all are resolved, and a new version has an index again.
    bench.run(seed: 2, ticks: 1, from: 2 * hour / 1000)
    try bench.publisher.publish(Self.set(500, 1, label: EngineBench.label(hour)))
    bench.run(seed: 3, ticks: 1, from: 2 * hour / 1000 + 100_000)
    #expect(bench.pipeline.swaps == 129 && bench.records.statements.last?.version.version == "500.0.0")
    bench.publisher.reclaim()
    #expect(bench.publisher.held == 1)
  }

  @Test("an idle market takes a set with the housekeeping") func idle() throws {
    let bench = try EngineBench(champion: Self.version(1))
    let number = try bench.publisher.publish(Self.set(2))
    #expect(!bench.publisher.isServing(number))
    bench.pipeline.housekeeping(FeedCounters())
    #expect(bench.publisher.isServing(number) && bench.board.snapshot.models.map(\.version) == ["2.0.0"])
  }

  @Test("the publisher keeps what serves and what waits, and frees the rest") func held() throws {
    let bench = try EngineBench(champion: Self.version(1))
    weak var first: ModelSet?
    weak var second: ModelSet?
    do {
      let (one, two) = (try Self.set(2), try Self.set(3))
      (first, second) = (one, two)
      try bench.publisher.publish(one)
      try bench.publisher.publish(two)
    }
    #expect(first == nil && second != nil && bench.publisher.held == 1, "overtaken before it was taken")
    bench.run(seed: 1, ticks: 1)
    try bench.publisher.publish(Self.set(4))
    #expect(second != nil && bench.publisher.held == 2)
    bench.run(seed: 2, ticks: 1, from: 100_000)
    #expect(second != nil, "the feed's thread frees nothing")
    #expect(bench.publisher.reclaim() == 1 && second == nil && bench.publisher.held == 1)
  }
}
