/// The best ten levels of each side of a book at one moment: what features read. Lives on the stack, allocates nothing.
public struct BookTop: Sendable {
  /// Levels kept a side.
  @inlinable public static var depth: Int { 10 }

  public var instrument: InstrumentID
  /// The exchange's time of the update.
  public var time: Timestamp
  public private(set) var bidCount = 0
  public private(set) var askCount = 0
  @usableFromInline var bidLevels: [10 of BookLevel]
  @usableFromInline var askLevels: [10 of BookLevel]

  public init(instrument: InstrumentID, time: Timestamp) {
    self.instrument = instrument
    self.time = time
    let empty = BookLevel(price: Price(units: 0), quantity: .zero)
    bidLevels = .init(repeating: empty)
    askLevels = .init(repeating: empty)
  }

  /// Best bid first. Through the span: indexing the array itself copies all of it, at every look.
  @inlinable public func bid(_ index: Int) -> BookLevel { bidLevels.span[index] }
  /// Best ask first.
  @inlinable public func ask(_ index: Int) -> BookLevel { askLevels.span[index] }

  /// Appends the next worse bid; beyond ten levels nothing is kept.
  public mutating func appendBid(_ level: BookLevel) {
    guard bidCount < Self.depth else { return }
    bidLevels[bidCount] = level
    bidCount += 1
  }

  /// Appends the next worse ask; beyond ten levels nothing is kept.
  public mutating func appendAsk(_ level: BookLevel) {
    guard askCount < Self.depth else { return }
    askLevels[askCount] = level
    askCount += 1
  }

  /// Best bid + best ask in price units: twice the mid, an integer. `nil` while a side is empty.
  @inlinable public var doubledMid: Int64? {
    bidCount > 0 && askCount > 0 ? bidLevels[0].price.units + askLevels[0].price.units : nil
  }
}
