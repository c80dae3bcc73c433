import Domain
import Foundation
import TestSupport

@testable import Drift

/// Feature rows of a seeded market: autoregressive features of unequal memory, heavy tails in the last one, and a change on request.
struct MarketStream {
  static let names = ["independent", "short memory", "long memory", "heavy tails"]
  static let memory = [0.0, 0.5, 0.95, 0.5]
  static let schema = FeatureSchema(name: "test", version: 1, columns: names)

  var generator: SeededGenerator
  var state = [0.0, 0.0, 0.0, 0.0]
  var time = Timestamp(seconds: 1_700_000_000)

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// The next second's row; `shift` moves the first feature.
  mutating func next(shift: Double = 0) -> FeatureVector {
    time = time.adding(nanoseconds: 1_000_000_000)
    var row = FeatureVector(instrument: InstrumentID(0), time: time, schema: Self.schema)
    for index in state.indices {
      let memory = Self.memory[index]
      state[index] = memory * state[index] + (1 - memory * memory).squareRoot() * generator.normal()
      let value = index == 3 ? sinh(2 * state[index]) : state[index]
      row.set(index, value + (index == 0 ? shift : 0))
    }
    return row
  }
}
