public import Domain

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file open for writing through a buffer of fixed size; closed with its last owner.
///
/// What was not flushed when the owner goes is written then, errors unseen: call ``finish()`` to see them.
public final class OutputFile {
  public let path: String
  /// Bytes given so far, buffered ones included.
  public private(set) var bytesWritten: Int64 = 0
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private let capacity: Int

  /// - Parameters:
  ///   - append: keeps what the file holds and writes behind it.
  ///   - capacity: bytes collected before they are handed to the system.
  public init(path: String, append: Bool = false, capacity: Int = 1 << 16) throws(Diagnostic) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC)
    descriptor = unsafe open(path, flags, 0o644)  // SAFETY: the string is passed as a C string for the call alone; the mode is open's third argument.
    guard descriptor >= 0 else {
      throw Diagnostic(
        code: "file.create", exitCode: .unavailable, message: "\(path): cannot be written: \(InputFile.reason(errno))",
        hint: "check that the folder exists and may be written to")
    }
    self.path = path
    self.capacity = max(1, capacity)
    buffer.reserveCapacity(self.capacity + 4096)
  }

  deinit {
    if descriptor >= 0 {
      try? flush()
      _ = close(descriptor)
    }
  }

  /// Appends bytes made by `body` in place.
  public func append(_ body: (inout [UInt8]) -> Void) throws(Diagnostic) {
    let before = buffer.count
    body(&buffer)
    bytesWritten += Int64(buffer.count - before)
    if buffer.count >= capacity { try flush() }
  }

  /// Appends bytes.
  public func append(_ bytes: Span<UInt8>) throws(Diagnostic) {
    for index in bytes.indices { buffer.append(bytes[index]) }
    bytesWritten += Int64(bytes.count)
    if buffer.count >= capacity { try flush() }
  }

  /// Hands everything collected to the system.
  public func flush() throws(Diagnostic) {
    var done = 0
    while done < buffer.count {
      // SAFETY: done < count, so count − done bytes from there lie inside the buffer.
      let put = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress.unsafelyUnwrapped + done, bytes.count - done)
      }
      if put < 0 {
        if errno == EINTR { continue }
        let reason = InputFile.reason(errno)
        buffer.removeAll(keepingCapacity: true)
        throw Diagnostic(
          code: "file.write", exitCode: .unavailable, message: "\(path): writing failed: \(reason)",
          hint: "check the space left on the disk")
      }
      done += put
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Flushes and closes; further calls do nothing.
  public func finish() throws(Diagnostic) {
    guard descriptor >= 0 else { return }
    let open = descriptor
    defer {
      descriptor = -1
      _ = close(open)
    }
    try flush()
  }
}
