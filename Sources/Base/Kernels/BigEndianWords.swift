/// Integers of 32 bits, most significant byte first, from `start` on.
///
/// - Precondition: 0 ≤ start, count ≥ 0, start + 4 · count ≤ bytes.count.
/// - Complexity: O(count); one array is made.
public func bigEndianIntegers(_ bytes: Span<UInt8>, from start: Int, count: Int) -> [Int32] {
  words(bytes, from: start, count: count) { Int32(bitPattern: $0) }
}

/// Single-precision numbers, most significant byte first, from `start` on.
///
/// - Precondition: as of ``bigEndianIntegers(_:from:count:)``.
/// - Complexity: O(count); one array is made.
public func bigEndianFloats(_ bytes: Span<UInt8>, from start: Int, count: Int) -> [Float] {
  words(bytes, from: start, count: count) { Float(bitPattern: $0) }
}

@inline(__always) private func words<Value: BitwiseCopyable>(
  _ bytes: Span<UInt8>, from start: Int, count: Int, _ value: (UInt32) -> Value
) -> [Value] {
  precondition(start >= 0 && count >= 0 && start <= bytes.count && count <= (bytes.count - start) / 4, "the words lie in the bytes")
  // SAFETY: 4 · count bytes lie behind start, loads need no alignment, and all `count` elements are initialised.
  return unsafe bytes.withUnsafeBytes { source in
    unsafe [Value](unsafeUninitializedCapacity: count) { target, initialized in
      for index in 0..<count {
        // SAFETY: as above.
        let word = unsafe source.loadUnaligned(fromByteOffset: start &+ 4 &* index, as: UInt32.self)
        unsafe target.initializeElement(at: index, to: value(UInt32(bigEndian: word)))
      }
      initialized = count
    }
  }
}
