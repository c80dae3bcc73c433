public import Domain

/// What an ``ExternalSort`` gives: values in ascending order, in memory or in a file without a name.
public struct SortedValues: Sendable {
  private enum Place: Sendable {
    case memory([Double])
    case file(ScratchFile)
  }

  private let place: Place
  /// NaN that were dropped.
  public let nanCount: Int

  init(memory values: [Double], nanCount: Int) {
    place = .memory(values)
    self.nanCount = nanCount
  }

  init(file: ScratchFile, nanCount: Int) {
    place = .file(file)
    self.nanCount = nanCount
  }

  /// Values, NaN left out.
  public var count: Int {
    switch place {
    case .memory(let values): values.count
    case .file(let file): file.count
    }
  }

  /// Calls `body` with all values, ascending: from a file they are paged in as they are touched, and the system may drop them again at any time.
  ///
  /// - Throws: `sort.map` when the address space does not hold them; what `body` throws.
  public func withValues<Result>(_ body: (Span<Double>) throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
    switch place {
    case .memory(let values): return try body(values.span)
    case .file(let file):
      guard let result = try file.withMappedValues(body) else {
        throw Diagnostic(
          code: "sort.map", exitCode: .unavailable, message: "\(file.folder): \(file.count) sorted values cannot be mapped into memory",
          hint: "raise the limit of virtual memory, or compare by sketches")
      }
      return result
    }
  }

  /// Calls `body` with block after block of the values, ascending, in bounded memory.
  ///
  /// - Parameter length: values a block.
  public func forEachBlock(of length: Int = 1 << 16, _ body: (Span<Double>) throws(Diagnostic) -> Void) throws(Diagnostic) {
    switch place {
    case .memory(let values):
      var start = 0
      while start < values.count {
        let end = min(values.count, start + max(1, length))
        try body(values.span.extracting(start..<end))
        start = end
      }
    case .file(let file):
      var buffer = [Double](repeating: 0, count: max(1, length))
      var start = 0
      while start < file.count {
        let got = try file.read(&buffer, from: start, atMost: buffer.count)
        try body(buffer.span.extracting(0..<got))
        start += got
      }
    }
  }
}
