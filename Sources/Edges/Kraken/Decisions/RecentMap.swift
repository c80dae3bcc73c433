/// A dictionary that remembers the last `capacity` keys: the oldest entry goes when a new one would exceed it.
struct RecentMap<Value: Sendable>: Sendable {
  let capacity: Int
  private var values: [String: Value] = [:]
  private var order: [String] = []
  private var oldest = 0

  init(capacity: Int) {
    precondition(capacity > 0, "a memory has room")
    self.capacity = capacity
  }

  var count: Int { values.count }

  subscript(key: String) -> Value? { values[key] }

  /// Sets a value. A key that is there keeps its age.
  mutating func set(_ key: String, _ value: Value) {
    guard values.updateValue(value, forKey: key) == nil else { return }
    if order.count < capacity {
      order.append(key)
      return
    }
    values[order[oldest]] = nil
    order[oldest] = key
    oldest = (oldest + 1) % capacity
  }
}
