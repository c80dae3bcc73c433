#if canImport(Glibc)
import Glibc
#endif

/// Writes log lines to the process's standard error, each by one `write(2)` so that lines of several threads do not mix.
public struct StandardErrorSink: LogSink {
  public init() {}

  /// Writes all bytes; a closed or failing standard error loses the line, for there is nowhere left to say so.
  public func write(_ line: [UInt8]) {
    var start = 0
    while start < line.count {
      // SAFETY: the pointer is used within the closure only, and `start ..< count` lies within the array.
      let written = unsafe line.withUnsafeBytes { bytes in
        unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress! + start, bytes.count - start)
      }
      if written > 0 { start += written } else if errno != EINTR { return }
    }
  }
}
