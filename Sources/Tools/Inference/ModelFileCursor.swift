/// A position in a model file of some encoding that moves forward value by value: what ``XGBoostParser`` needs of JSON and of UBJSON.
///
/// Numbers are asked for in the kind that is wanted. Every call takes the bytes again, so a cursor is a plain value.
protocol ModelFileCursor {
  /// What has been opened and not yet closed.
  associatedtype Scope

  /// For a model's source text.
  static var formatName: String { get }

  init()

  /// Byte offset of the next unread byte.
  var offset: Int { get set }

  /// Moves to the first byte of the next value.
  mutating func settle(_ bytes: Span<UInt8>)
  mutating func beginObject(_ bytes: Span<UInt8>) throws -> Scope
  /// The next key, or `nil` when the object has ended.
  mutating func nextKey(_ bytes: Span<UInt8>, _ scope: inout Scope) throws -> String?
  mutating func beginArray(_ bytes: Span<UInt8>) throws -> Scope
  /// Moves to the next element; `false` when the array has ended.
  mutating func nextElement(_ bytes: Span<UInt8>, _ scope: inout Scope) throws -> Bool
  /// Requires that nothing follows.
  mutating func end(_ bytes: Span<UInt8>) throws

  mutating func text(_ bytes: Span<UInt8>) throws -> String
  /// A text, or a number as its text: XGBoost writes parameters as texts.
  mutating func parameter(_ bytes: Span<UInt8>) throws -> String
  mutating func integer(_ bytes: Span<UInt8>) throws -> Int64
  /// `0`, `1`, `true` or `false`.
  mutating func flag(_ bytes: Span<UInt8>) throws -> Bool
  /// A single-precision number; `NaN` and `±Infinity` are numbers here.
  mutating func float(_ bytes: Span<UInt8>) throws -> Float
  mutating func skip(_ bytes: Span<UInt8>) throws

  /// A whole array read at once where the file holds it packed: at most `limit` integers of 32 bits. `nil`, and nothing read, where it has another form or a fault.
  mutating func packedIndices(_ bytes: Span<UInt8>, limit: Int) -> [Int32]?
  /// The same of single-precision numbers.
  mutating func packedFloats(_ bytes: Span<UInt8>, limit: Int) -> [Float]?
  /// The same of flags.
  mutating func packedFlags(_ bytes: Span<UInt8>, limit: Int) -> [Bool]?

  /// Where an element stands of an array that was read before, for a fault found afterwards.
  func offset(ofElement index: Int, inArrayAt start: Int, _ bytes: Span<UInt8>) -> Int
}

extension ModelFileCursor {
  mutating func packedIndices(_ bytes: Span<UInt8>, limit: Int) -> [Int32]? { nil }
  mutating func packedFloats(_ bytes: Span<UInt8>, limit: Int) -> [Float]? { nil }
  mutating func packedFlags(_ bytes: Span<UInt8>, limit: Int) -> [Bool]? { nil }
}
