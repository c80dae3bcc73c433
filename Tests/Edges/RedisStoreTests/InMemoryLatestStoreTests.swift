import Domain
import Ports
import RedisStore
import Testing

@Suite("latest values in memory") struct InMemoryLatestStoreTests {
  static let schema = FeatureSchema(name: "s", version: 1, columns: ["a", "b"])
  static let model = ModelVersion(name: "m", version: "1.0.0")

  static func vector(_ value: Double) -> FeatureVector {
    var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(seconds: 1), schema: schema)
    vector.set(0, value)
    return vector
  }

  static let prediction = Prediction(
    instrument: InstrumentID(0), time: Timestamp(seconds: 1), model: 0, schemaHash: schema.hash, margin: 0, probability: 0.5, doubledMid: 10)

  @Test("keeps features and prediction of a symbol side by side, the latest of each")
  func latest() {
    let store = InMemoryLatestStore()
    #expect(store.latest(symbol: "BTC/USD") == nil)
    store.put(features: Self.vector(1), schema: Self.schema, symbol: "BTC/USD")
    store.put(prediction: Self.prediction, model: Self.model, symbol: "BTC/USD")
    store.put(features: Self.vector(2), schema: Self.schema, symbol: "BTC/USD")
    let values = store.latest(symbol: "BTC/USD")
    #expect(values?.features?.values[0] == 2)
    #expect(values?.prediction == Self.prediction && values?.model == Self.model && values?.schema == Self.schema)
  }

  @Test("holds no more symbols than its bound, and lets the longest unwritten go")
  func bound() {
    let store = InMemoryLatestStore(capacity: 3)
    for symbol in ["A", "B", "C"] { store.put(prediction: Self.prediction, model: Self.model, symbol: symbol) }
    store.put(features: Self.vector(1), schema: Self.schema, symbol: "A")
    store.put(prediction: Self.prediction, model: Self.model, symbol: "D")
    #expect(store.symbols == ["A", "C", "D"])
    #expect(store.evictions == 1)
  }

  @Test("takes writers and readers of many tasks at once")
  func concurrent() async {
    let store = InMemoryLatestStore(capacity: 8)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for index in 0..<500 {
            store.put(features: Self.vector(Double(index)), schema: Self.schema, symbol: "S\(task)")
            _ = store.latest(symbol: "S\(index % 8)")
          }
        }
      }
    }
    #expect(store.symbols.count == 8)
    #expect(store.symbols.allSatisfy { store.latest(symbol: $0)?.features?.values[0] == 499 })
  }
}
