import Foundation

extension FridayProcess {
  /// The bytes that have come on a pipe, at least one; `nil` at its end. Foundation's `availableData` traps when a signal interrupts it.
  static func nextChunk(_ handle: FileHandle) -> Data? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      // SAFETY: the pointer is used within the call only, for at most as many bytes as the buffer has.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(handle.fileDescriptor, $0.baseAddress, $0.count) }
      if count > 0 { return Data(buffer[..<count]) }
      if count < 0, errno == EINTR { continue }
      return nil
    }
  }
}
