/// What a record is. The numbers are the file format's.
public enum RecordKind: UInt8, Hashable, Sendable, CaseIterable {
  case instrument = 1
  case model = 2
  case trade = 3
  case book = 4
  case features = 5
  case prediction = 6
  case outcome = 7
  case drift = 8
  case order = 9
  /// The end of a segment that was closed in order.
  case end = 255
}
