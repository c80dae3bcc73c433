import Foundation

/// The reading end of a child's pipe, as chunks.
///
/// Foundation's own `availableData` ends this process when a signal interrupts its read; this one reads again.
struct ChildPipe {
  private let handle: FileHandle
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(_ handle: FileHandle) { self.handle = handle }

  /// The bytes that have come, at least one; `nil` at the end or when the pipe cannot be read.
  mutating func next() -> ArraySlice<UInt8>? {
    while true {
      // SAFETY: the pointer is used within the call only, for at most as many bytes as the buffer has.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(handle.fileDescriptor, $0.baseAddress, $0.count) }
      if count > 0 { return buffer[..<count] }
      if count < 0, errno == EINTR { continue }
      return nil
    }
  }
}
