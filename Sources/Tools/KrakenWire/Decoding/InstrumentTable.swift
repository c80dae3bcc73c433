public import Domain
import JSONBytes

/// The instruments a decoder knows, found by the bytes of their symbol without building a string.
///
/// Numbers are given in order of insertion and never change; a symbol stated again keeps its number and takes the new precisions.
/// Open addressing over FNV-1a, at most half full. Cost of a look-up: O(length of the symbol), no allocation.
public struct InstrumentTable: Sendable {
  /// Index = ``Domain/InstrumentID/index``.
  public private(set) var instruments: [Instrument] = []
  /// Insertion beyond this is refused.
  public let maximumCount: Int
  private var names: [[UInt8]] = []
  private var slots: [Int32]

  /// - Parameter maximumCount: 1…65,536.
  public init(maximumCount: Int = 4096) {
    precondition((1...65_536).contains(maximumCount), "an InstrumentID has 16 bits")
    self.maximumCount = maximumCount
    slots = Array(repeating: -1, count: 64)
  }

  /// Instruments known.
  public var count: Int { instruments.count }

  /// The instrument of an id this table gave out.
  public subscript(id: InstrumentID) -> Instrument { instruments[Int(id.index)] }

  /// Adds an instrument, or replaces the one of the same symbol.
  ///
  /// - Returns: its number, or `nil` when the table is full.
  @discardableResult
  public mutating func insert(_ instrument: Instrument) -> InstrumentID? {
    let name = Array(instrument.symbol.utf8)
    if let known = find(name.span, 0..<name.count) {
      instruments[known] = instrument
      return InstrumentID(known)
    }
    guard instruments.count < maximumCount else { return nil }
    instruments.append(instrument)
    names.append(name)
    if instruments.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 2)
      for index in names.indices { place(index) }
    } else {
      place(instruments.count - 1)
    }
    return InstrumentID(instruments.count - 1)
  }

  /// The number of a symbol.
  public func id(of symbol: String) -> InstrumentID? {
    let name = Array(symbol.utf8)
    return find(name.span, 0..<name.count).map { InstrumentID($0) }
  }

  /// The number of the symbol whose raw JSON text stands in this range; escapes (`BTC\/USD`) are understood.
  public func id(_ bytes: Span<UInt8>, _ range: Range<Int>) -> InstrumentID? {
    if let index = find(bytes, range) { return InstrumentID(index) }
    for index in range where bytes[index] == 92 {
      guard let symbol = try? JSONCursor.text(bytes, range) else { return nil }
      return id(of: symbol)
    }
    return nil
  }

  private func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var slot = Int(truncatingIfNeeded: Self.hash(bytes, range)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if Self.equal(names[index], bytes, range) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func place(_ index: Int) {
    let name = names[index]
    var slot = Int(truncatingIfNeeded: Self.hash(name.span, 0..<name.count)) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(index)
  }

  private static func equal(_ name: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard name.count == range.count else { return false }
    for index in 0..<name.count where name[index] != bytes[range.lowerBound + index] { return false }
    return true
  }

  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { value = (value ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return value ^ (value >> 32)
  }
}
