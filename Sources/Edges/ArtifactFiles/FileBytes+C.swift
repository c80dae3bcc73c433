#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Whole files as bytes, with a bound.
public enum FileBytes {
  /// Reads a regular file of at most `limit` bytes.
  public static func read(_ path: String, limit: Int64) throws(FileBytesError) -> [UInt8] {
    // SAFETY: the path is passed as a C string that lives for the call, and open takes no third argument without O_CREAT.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    // SAFETY: `status` outlives the call, which writes one `stat` to it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    let size = Int64(status.st_size)
    guard size <= limit else { throw .tooLarge(bytes: size, limit: limit) }
    var content = [UInt8](repeating: 0, count: Int(size))
    var filled = 0
    while filled < content.count {
      // SAFETY: the buffer is valid inside the closure and the call writes at most the bytes left after `filled`.
      let got = unsafe content.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      // The file has become shorter since its length was asked: what is there is handed over, and its length will not agree.
      if got == 0 { break }
      filled += got
    }
    content.removeLast(content.count - filled)
    return content
  }

  private static func failure() -> FileBytesError {
    let number = errno
    if number == ENOENT || number == ENOTDIR { return .missing }
    // SAFETY: strerror returns a C string that lives until the next call; it is copied here.
    return .refused(number: number, words: unsafe String(cString: strerror(number)))
  }
}
