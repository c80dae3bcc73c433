#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The first place at or behind `start` that holds this byte; the number of bytes where none does.
///
/// The system's search: a vector of bytes at a time.
///
/// - Precondition: 0 ≤ start ≤ bytes.count.
/// - Complexity: O(distance), no allocation.
public func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
  precondition(start >= 0 && start <= bytes.count, "a place of the bytes or their end")
  guard start < bytes.count else { return bytes.count }
  // SAFETY: the pointer holds bytes.count bytes for the closure; start is below that, so the search stays inside, and so does what it returns.
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
    guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start) else { return buffer.count }
    return unsafe UnsafeRawPointer(found) - base
  }
}
