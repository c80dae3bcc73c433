/// The elements in the window, oldest first; sums and ring are made anew from them, which gives the same bits because they are integers.
extension ExactWindowSums: Codable {
  private enum Key: String, CodingKey { case extent, columns, mostSlots, times, high, low }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(extent, forKey: .extent)
    try container.encode(columns, forKey: .columns)
    try container.encode(slotBound, forKey: .mostSlots)
    let elements = contents
    try container.encode(elements.times, forKey: .times)
    // 128-bit integers as two words: not every format knows them.
    try container.encode(elements.values.map { Int64(truncatingIfNeeded: $0 >> 64) }, forKey: .high)
    try container.encode(elements.values.map { UInt64(truncatingIfNeeded: $0) }, forKey: .low)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let extent = try container.decode(WindowExtent.self, forKey: .extent)
    let columns = try container.decode(Int.self, forKey: .columns)
    let slots = try container.decode(Int.self, forKey: .mostSlots)
    let times = try container.decode([Int64].self, forKey: .times)
    let high = try container.decode([Int64].self, forKey: .high)
    let low = try container.decode([UInt64].self, forKey: .low)
    let longest = if case .events(let length) = extent { length } else { slots }
    let isWindow = switch extent {
    case .events(let length): length >= 1 && length <= CalculatorParameters.longestWindow
    case .time(let window): window >= 1
    }
    guard isWindow, (1...64).contains(columns), slots >= 8, slots <= 1 << 24, slots & (slots - 1) == 0, times.count <= longest,
      high.count == low.count, high.count == times.count * columns, zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "the state of a window does not fit together"))
    }
    self.init(extent, columns: columns, mostSlots: slots)
    restore(times: times, values: zip(high, low).map { Int128($0) << 64 | Int128($1) })
  }
}
