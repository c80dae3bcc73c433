import Domain
import Glibc

/// An open file: positional reads, length, sync. Closed with its last reference.
final class JournalFile: Sendable {
  let path: String
  let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// - Returns: the file, or the error number.
  static func open(_ path: String, _ flags: Int32) -> Result<JournalFile, SystemError> {
    // SAFETY: the path is NUL-ended for the call.
    let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o644)
    return descriptor < 0 ? .failure(SystemError(errno)) : .success(JournalFile(path: path, descriptor: descriptor))
  }

  /// Opens for reading.
  static func reading(_ path: String) throws(Diagnostic) -> JournalFile {
    switch open(path, O_RDONLY) {
    case .success(let file): return file
    case .failure(let error):
      throw Diagnostic(
        code: "journal.unreadable", exitCode: .badData, message: "\(path) cannot be opened: \(error.text)",
        hint: "check that the file exists and that this user may read it")
    }
  }

  var byteCount: Int { Int(max(0, lseek(descriptor, 0, SEEK_END))) }

  /// Reads up to `count` bytes at an offset; fewer at the end of the file.
  func read(at offset: Int, count: Int) throws(Diagnostic) -> [UInt8] {
    var failure: SystemError?
    // SAFETY: `filled` says how many bytes pread has written, never more than the capacity.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      guard let base = buffer.baseAddress else { return }
      while filled < count {
        // SAFETY: base + filled … base + count lies within the buffer of `count` bytes.
        let got = unsafe pread(descriptor, base + filled, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = SystemError(errno) }
        if got <= 0 { return }
        filled += got
      }
    }
    if let failure {
      throw Diagnostic(
        code: "journal.read", exitCode: .unavailable, message: "\(path) cannot be read at offset \(offset): \(failure.text)",
        hint: "check the disk; friday journal verify reads every segment")
    }
    return bytes
  }

  /// Writes all bytes at an offset.
  func write(_ bytes: [UInt8], at offset: Int) -> SystemError? {
    var done = 0
    while done < bytes.count {
      // SAFETY: the buffer holds bytes.count bytes and done is below it.
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe pwrite(descriptor, buffer.baseAddress! + done, bytes.count - done, off_t(offset + done))
      }
      if put < 0, errno == EINTR { continue }
      if put <= 0 { return SystemError(put < 0 ? errno : EIO) }
      done += put
    }
    return nil
  }

  func sync() -> SystemError? { fdatasync(descriptor) == 0 ? nil : SystemError(errno) }
  func truncate(to size: Int) -> SystemError? { ftruncate(descriptor, off_t(size)) == 0 ? nil : SystemError(errno) }

  /// Takes the file's exclusive lock without waiting. Held until the file is closed, also by a kill.
  func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }
  func unlock() { flock(descriptor, LOCK_UN) }
}
