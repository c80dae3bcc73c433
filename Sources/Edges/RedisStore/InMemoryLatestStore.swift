public import Domain
public import Ports
import Synchronization

/// The latest values in this process's memory: the default store, and the twin that a Redis store is to be held against.
///
/// Bounded: at most `capacity` symbols; a new symbol beyond it pushes out the one that was written longest ago.
public final class InMemoryLatestStore: LatestStore {
  private struct Slot {
    var values: LatestValues
    var written: UInt64
  }

  private struct State {
    var slots: [String: Slot] = [:]
    var writes: UInt64 = 0
    var evictions: UInt64 = 0
  }

  /// Symbols kept at most.
  public let capacity: Int
  private let state = Mutex(State())

  /// - Parameter capacity: at least 1.
  public init(capacity: Int = 4_096) {
    precondition(capacity > 0, "a store of latest values holds at least one symbol")
    self.capacity = capacity
  }

  public func put(features: FeatureVector, schema: FeatureSchema, symbol: String) {
    change(symbol) {
      $0.features = features
      $0.schema = schema
    }
  }

  public func put(prediction: Prediction, model: ModelVersion, symbol: String) {
    change(symbol) {
      $0.prediction = prediction
      $0.model = model
    }
  }

  public func latest(symbol: String) -> LatestValues? { state.withLock { $0.slots[symbol]?.values } }

  /// The symbols held, sorted.
  public var symbols: [String] { state.withLock { $0.slots.keys.sorted() } }

  /// Symbols pushed out since the store was made.
  public var evictions: UInt64 { state.withLock { $0.evictions } }

  private func change(_ symbol: String, _ body: (inout LatestValues) -> Void) {
    state.withLock { state in
      state.writes += 1
      if state.slots[symbol] == nil, state.slots.count >= capacity,
        let stalest = state.slots.min(by: { $0.value.written < $1.value.written })?.key
      {
        state.slots[stalest] = nil
        state.evictions += 1
      }
      var slot = state.slots.removeValue(forKey: symbol) ?? Slot(values: LatestValues(), written: 0)
      body(&slot.values)
      slot.written = state.writes
      state.slots[symbol] = slot
    }
  }
}
