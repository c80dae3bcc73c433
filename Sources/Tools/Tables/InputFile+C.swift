import Domain

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file open for reading, closed with its last owner. Regular files are read at positions, so that copies of a reader never disturb each other.
final class InputFile: Sendable {
  let path: String
  /// Whether it can be read twice: a regular file, no pipe.
  let isSeekable: Bool
  /// Bytes of a regular file when it was opened; `nil` for a pipe.
  let size: Int64?
  private let descriptor: Int32

  init(path: String) throws(Diagnostic) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)  // SAFETY: the string is passed as a C string for the call alone.
    guard opened >= 0 else {
      throw Diagnostic(
        code: "file.open", exitCode: errno == ENOENT || errno == ENOTDIR ? .usage : .unavailable,
        message: "\(path): cannot be opened: \(Self.reason(errno))", hint: "check the path and the permissions")
    }
    var status = stat()
    let known = unsafe fstat(opened, &status)  // SAFETY: status outlives the call, which fills it.
    if known == 0, status.st_mode & S_IFMT == S_IFDIR {
      _ = close(opened)
      throw Diagnostic(code: "file.directory", exitCode: .usage, message: "\(path) is a folder, not a file", hint: "name a file inside it")
    }
    self.path = path
    descriptor = opened
    isSeekable = lseek(opened, 0, SEEK_CUR) >= 0
    size = known == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
  }

  deinit { _ = close(descriptor) }

  /// Fills `buffer[range]` from `offset` of the file on (of a pipe: with what comes next).
  ///
  /// - Returns: bytes read, fewer than asked for only at the end of the file, 0 there.
  func fill(_ buffer: inout [UInt8], range: Range<Int>, offset: Int64) throws(Diagnostic) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count, "the range lies in the buffer")
    var done = 0
    while done < range.count {
      let missing = range.count - done
      // SAFETY: range was checked against the buffer's count, so missing bytes from lowerBound + done lie inside it.
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        let target = unsafe bytes.baseAddress.unsafelyUnwrapped + range.lowerBound + done
        return unsafe isSeekable ? pread(descriptor, target, missing, off_t(offset) + done) : read(descriptor, target, missing)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw Diagnostic(
          code: "file.read", exitCode: .unavailable,
          message: "\(path): reading failed at byte \(offset + Int64(done)): \(Self.reason(errno))")
      }
      done += got
    }
    return done
  }

  static func reason(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }  // SAFETY: a static or thread-owned C string, copied at once.
    return unsafe String(cString: text)
  }
}
