public import Domain
internal import Kernels

/// Sorts more doubles than memory shall hold: sorted runs in a file, merged into one.
///
/// ```swift
/// let sort = ExternalSort(folder: folder)
/// while try reader.next() { try sort.add(reader.column(0).numbers ?? []) }
/// let sorted = try sort.finish()
/// let ks = try sorted.withValues { … }            // a Span<Double>: every statistic of a sorted sample takes it
/// ```
///
/// NaN is dropped and counted; −0 stands before +0, so the order is one and the same for any length of a run. The files have no names: nothing is left
/// behind, whatever ends the program.
///
/// - Complexity: O(n log runs); memory 16 bytes times `valuesInMemory` while adding, 64 KiB a run while merging; disk 16 bytes a value.
public final class ExternalSort {
  /// Values added, NaN left out.
  public private(set) var count = 0
  /// NaN dropped.
  public private(set) var nanCount = 0

  private let folder: String
  private let valuesInMemory: Int
  private var values: [Double] = []
  private var scratch: [UInt64] = []
  private var file: ScratchFile?
  private var runs: [Range<Int>] = []

  /// A sort whose runs go to a folder; nothing is written while the values fit memory.
  ///
  /// - Parameters:
  ///   - folder: exists and may be written to.
  ///   - valuesInMemory: length of a run, at least 2.
  public init(folder: String, valuesInMemory: Int = 1 << 19) {
    self.folder = folder
    self.valuesInMemory = max(2, min(valuesInMemory, 1 << 30))
  }

  /// Takes values in.
  ///
  /// - Throws: `file.create`, `file.write`.
  public func add(_ more: [Double]) throws(Diagnostic) {
    for value in more {
      if value.isNaN {
        nanCount += 1
        continue
      }
      values.append(value)
      count += 1
      if values.count == valuesInMemory { try spill() }
    }
  }

  /// Sorts what is left and merges all runs.
  ///
  /// The sort is empty afterwards.
  ///
  /// - Throws: `file.create`, `file.write`, `file.read`.
  public func finish() throws(Diagnostic) -> SortedValues {
    defer {
      (values, scratch, file, runs) = ([], [], nil, [])
      (count, nanCount) = (0, 0)
    }
    if file == nil {
      sortInMemory()
      return SortedValues(memory: values, nanCount: nanCount)
    }
    if !values.isEmpty { try spill() }
    (values, scratch) = ([], [])
    guard let file else { return SortedValues(memory: [], nanCount: nanCount) }
    if runs.count == 1 { return SortedValues(file: file, nanCount: nanCount) }
    let merged = try ScratchFile(folder: folder)
    var merge = try RunMerge(file: file, runs: runs)
    var block: [Double] = []
    block.reserveCapacity(RunMerge.blockLength)
    while let value = try merge.next() {
      block.append(value)
      if block.count == RunMerge.blockLength {
        try merged.append(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try merged.append(block)
    return SortedValues(file: merged, nanCount: nanCount)
  }

  private func sortInMemory() {
    var (own, words): ([Double], [UInt64]) = ([], [])
    swap(&own, &values)
    swap(&words, &scratch)
    if words.count < own.count { words = Array(repeating: 0, count: own.count) }
    Self.sort(&own, &words)
    values = own
    scratch = words
  }

  private static func sort(_ values: inout [Double], _ scratch: inout [UInt64]) {
    var span = values.mutableSpan
    var spare = scratch.mutableSpan
    radixSort(&span, scratch: &spare)
    // A few values are sorted by comparison, which does not see the sign of zero.
    guard values.count <= 48, let first = values.firstIndex(of: 0) else { return }
    let zeros = first..<(values[first...].firstIndex { $0 != 0 } ?? values.count)
    let negative = values[zeros].count { $0.sign == .minus }
    for (place, index) in zeros.enumerated() { values[index] = place < negative ? -0.0 : 0.0 }
  }

  private func spill() throws(Diagnostic) {
    sortInMemory()
    let target: ScratchFile
    if let file { target = file } else { target = try ScratchFile(folder: folder) }
    file = target
    let start = target.count
    try target.append(values)
    runs.append(start..<target.count)
    values.removeAll(keepingCapacity: true)
  }
}
