import Domain

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file of doubles without a name: it is unlinked as soon as it is open, so its space is given back when its last owner goes, whatever ends the program.
///
/// SAFETY: sendable by hand: the count changes only in append, which its one owner calls before it hands the file on; reading uses positions.
final class ScratchFile: @unchecked Sendable {
  /// The folder, for errors.
  let folder: String
  /// Values written.
  private(set) var count = 0
  private let descriptor: Int32

  /// - Throws: `file.create` when the folder cannot be written to.
  init(folder: String) throws(Diagnostic) {
    self.folder = folder
    var opened: Int32 = -1
    for attempt in 0..<100 {
      let path = "\(folder)/.friday-sort-\(getpid())-\(UInt(bitPattern: time(nil)))-\(attempt)"
      // SAFETY: the string is passed as a C string for each call alone; the mode is open's third argument.
      opened = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if opened >= 0 {
        _ = unsafe unlink(path)
        break
      }
      if errno != EEXIST { break }
    }
    guard opened >= 0 else {
      throw Diagnostic(
        code: "file.create", exitCode: .unavailable,
        message: "\(folder): no file for sorting can be made in it: \(InputFile.reason(errno))",
        hint: "name a folder that exists and may be written to")
    }
    descriptor = opened
  }

  deinit { _ = close(descriptor) }

  /// Writes values behind those already there.
  ///
  /// - Throws: `file.write`: the disk is full, or fails.
  func append(_ values: [Double]) throws(Diagnostic) {
    let bytes = values.count * 8
    var done = 0
    while done < bytes {
      // SAFETY: done < bytes, so bytes − done from there lie inside the array.
      let put = unsafe values.withUnsafeBytes { source in
        unsafe pwrite(descriptor, source.baseAddress.unsafelyUnwrapped + done, bytes - done, off_t(count * 8 + done))
      }
      if put < 0 {
        if errno == EINTR { continue }
        throw Diagnostic(
          code: "file.write", exitCode: .unavailable,
          message: "\(folder): writing \(bytes) bytes of sorted values failed: \(InputFile.reason(errno))",
          hint: "sorting needs sixteen bytes a value on that disk: free some, or name another folder")
      }
      done += put
    }
    count += values.count
  }

  /// Reads `buffer.count` values, or as many as there are, from an index on.
  ///
  /// - Returns: values read.
  func read(_ buffer: inout [Double], from index: Int, atMost most: Int) throws(Diagnostic) -> Int {
    let wanted = max(0, min(buffer.count, most, count - index)) * 8
    var done = 0
    while done < wanted {
      // SAFETY: wanted is at most the array's bytes.
      let got = unsafe buffer.withUnsafeMutableBytes { target in
        unsafe pread(descriptor, target.baseAddress.unsafelyUnwrapped + done, wanted - done, off_t(index * 8 + done))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        throw Diagnostic(
          code: "file.read", exitCode: .unavailable,
          message:
            "\(folder): reading sorted values failed at byte \(index * 8 + done): \(got == 0 ? "the file ends" : InputFile.reason(errno))")
      }
      done += got
    }
    return wanted / 8
  }

  /// Calls `body` with all values in place, paged in from the file as they are touched.
  ///
  /// Nobody else can shorten a file without a name, so its pages never vanish.
  ///
  /// - Throws: what `body` throws; `nil` when the file cannot be mapped.
  func withMappedValues<Result, Failure: Error>(_ body: (Span<Double>) throws(Failure) -> Result) throws(Failure) -> Result? {
    guard count > 0 else { return try body([Double]().span) }
    // SAFETY: a fresh private mapping of the file's whole length, taken away after body has returned; the span cannot outlive the call.
    let mapped = unsafe mmap(nil, count * 8, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
    defer { _ = unsafe munmap(mapped, count * 8) }
    _ = unsafe madvise(mapped, count * 8, MADV_SEQUENTIAL)
    // SAFETY: a page-aligned mapping of count doubles, written as such by append.
    let values = unsafe UnsafeBufferPointer(start: mapped.assumingMemoryBound(to: Double.self), count: count)
    return try unsafe body(values.span)
  }
}
