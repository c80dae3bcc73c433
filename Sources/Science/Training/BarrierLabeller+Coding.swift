/// The rows that wait and the latest price: a labeller read back says the same labels in the same order.
extension BarrierLabeller: Codable {
  private enum Key: String, CodingKey { case barriers, capacity, rows, latest, latestPrice, decided, refused, latePrices }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(barriers, forKey: .barriers)
    try container.encode(capacity, forKey: .capacity)
    try container.encode(rows, forKey: .rows)
    try container.encodeIfPresent(latest, forKey: .latest)
    try container.encode(latestPrice, forKey: .latestPrice)
    try container.encode(decided, forKey: .decided)
    try container.encode(refused, forKey: .refused)
    try container.encode(latePrices, forKey: .latePrices)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let barriers = try container.decode(TripleBarrier.self, forKey: .barriers)
    let capacity = try container.decode(Int.self, forKey: .capacity)
    let rows = try container.decode([Waiting].self, forKey: .rows)
    guard capacity > 0, rows.count <= capacity, zip(rows, rows.dropFirst()).allSatisfy({ $0.time <= $1.time }),
      rows.allSatisfy({ ($0.volatility != nil) == barriers.isVolatilityMultiple && $0.price >= 0 })
    else { throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "the waiting rows of labels do not fit together")) }
    self.init(
      barriers, capacity: capacity, rows: rows, latest: try container.decodeIfPresent(Int64.self, forKey: .latest),
      latestPrice: try container.decode(Int64.self, forKey: .latestPrice))
    decided = try container.decode(Int.self, forKey: .decided)
    refused = try container.decode(Int.self, forKey: .refused)
    latePrices = try container.decode(Int.self, forKey: .latePrices)
  }
}
