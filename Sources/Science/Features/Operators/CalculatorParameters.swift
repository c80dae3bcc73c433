/// The parameters of one calculator, taken one by one so that a key nobody took is found.
public struct CalculatorParameters: Hashable, Sendable {
  /// One parameter's value as a definition writes it.
  public enum Value: Hashable, Sendable, Codable {
    case number(Double)
    case integer(Int64)
    case text(String)
    case flag(Bool)
    case integers([Int64])
  }

  /// Longest window in observations that an operator may be asked for.
  public static let longestWindow = 1 << 20

  private var values: [String: Value]
  /// What was taken so far, defaults filled in: what a definition means, however it was written.
  public private(set) var taken: [String: Value] = [:]
  /// Keys asked for so far: what could have been meant by one that is left.
  public private(set) var asked: Set<String> = []
  /// What one unit of the market's integer prices and quantities is worth.
  public let scale: DecimalScale

  /// Parameters of a market; prices and quantities in operators are integers of `scale`.
  public init(_ values: [String: Value], scale: DecimalScale) {
    self.values = values
    self.scale = scale
  }

  /// Keys not taken so far, sorted.
  public var left: [String] { values.keys.sorted() }
  /// Is this key there?
  public mutating func has(_ key: String) -> Bool {
    asked.insert(key)
    return values[key] != nil
  }

  private mutating func take(_ key: String) -> Value? {
    asked.insert(key)
    return values.removeValue(forKey: key)
  }

  /// A whole number within a range.
  public mutating func integer(_ key: String, in range: ClosedRange<Int64>, default fallback: Int64? = nil) throws(ParameterFault) -> Int64 {
    let number: Int64
    switch take(key) {
    case .integer(let value): number = value
    case .number(let value) where value == value.rounded() && abs(value) < 0x1p53: number = Int64(value)
    case nil:
      guard let fallback else { throw ParameterFault(key: key, reason: "is missing") }
      number = fallback
    default: throw ParameterFault(key: key, reason: "is no whole number")
    }
    guard range.contains(number) else {
      throw ParameterFault(key: key, reason: "is \(number), \(range.lowerBound) to \(range.upperBound) is possible")
    }
    taken[key] = .integer(number)
    return number
  }

  /// A window or period in observations.
  public mutating func count(_ key: String, atLeast least: Int = 1, default fallback: Int? = nil) throws(ParameterFault) -> Int {
    Int(try integer(key, in: Int64(least)...Int64(Self.longestWindow), default: fallback.map(Int64.init)))
  }

  /// A positive span of event time in ns, up to a year.
  public mutating func nanoseconds(_ key: String, default fallback: Int64? = nil) throws(ParameterFault) -> Int64 {
    try integer(key, in: 1...31_536_000_000_000_000, default: fallback)
  }

  /// A finite number for which `isPossible` holds; `need` says what that is ("above 0").
  public mutating func number(
    _ key: String, default fallback: Double? = nil, need: String, _ isPossible: (Double) -> Bool
  ) throws(ParameterFault) -> Double {
    let number: Double
    switch take(key) {
    case .number(let value): number = value
    case .integer(let value): number = Double(value)
    case nil:
      guard let fallback else { throw ParameterFault(key: key, reason: "is missing") }
      number = fallback
    default: throw ParameterFault(key: key, reason: "is no number")
    }
    guard number.isFinite, isPossible(number) else { throw ParameterFault(key: key, reason: "is \(number), it must be \(need)") }
    taken[key] = .number(number)
    return number
  }

  /// One of several words.
  public mutating func choice<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String, default fallback: Word? = nil
  ) throws(ParameterFault) -> Word {
    let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    switch take(key) {
    case .text(let text):
      guard let word = Word(rawValue: text) else { throw ParameterFault(key: key, reason: "is \"\(text)\", possible are \(words)") }
      taken[key] = .text(text)
      return word
    case nil:
      guard let fallback else { throw ParameterFault(key: key, reason: "is missing; possible are \(words)") }
      taken[key] = .text(fallback.rawValue)
      return fallback
    default: throw ParameterFault(key: key, reason: "is no word; possible are \(words)")
    }
  }

  /// Yes or no.
  public mutating func flag(_ key: String, default fallback: Bool) throws(ParameterFault) -> Bool {
    switch take(key) {
    case .flag(let value):
      taken[key] = .flag(value)
      return value
    case nil:
      taken[key] = .flag(fallback)
      return fallback
    default: throw ParameterFault(key: key, reason: "is neither true nor false")
    }
  }

  /// A list of window lengths, 1…64 of them.
  public mutating func counts(_ key: String, atLeast least: Int = 1) throws(ParameterFault) -> [Int] {
    guard case .integers(let list) = take(key), (1...64).contains(list.count) else {
      throw ParameterFault(key: key, reason: "is no list of 1 to 64 whole numbers")
    }
    guard let wrong = list.first(where: { $0 < Int64(least) || $0 > Int64(Self.longestWindow) }) else {
      taken[key] = .integers(list)
      return list.map(Int.init)
    }
    throw ParameterFault(key: key, reason: "holds \(wrong), \(least) to \(Self.longestWindow) is possible")
  }
}
