/// An instrument's number in this process: an index into arrays, given in order of appearance. Never stored without its symbol.
public struct InstrumentID: Hashable, Comparable, Sendable, Codable {
  public var index: UInt16
  @inlinable public init(_ index: Int) { self.index = UInt16(index) }
  @inlinable public static func < (left: InstrumentID, right: InstrumentID) -> Bool { left.index < right.index }
}
