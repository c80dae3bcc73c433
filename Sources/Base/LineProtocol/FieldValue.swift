/// A field's value: the five types that line protocol knows.
public enum FieldValue: Hashable, Sendable {
  /// Any finite double; written as the shortest text that reads back the same.
  case float(Double)
  case integer(Int64)
  /// Understood by InfluxDB 1.8, 2 and 3 only: ``EncodingRules/strict`` refuses it.
  case unsigned(UInt64)
  case boolean(Bool)
  case string(String)
}
