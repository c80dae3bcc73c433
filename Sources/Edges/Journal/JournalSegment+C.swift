import Domain
import Glibc
import Synchronization

/// A segment being written: a file of fixed size, allocated on the disk before it is mapped, each page touched before it is used.
///
/// A full disk is therefore an error here, at creation, and never a signal in the middle of an append.
/// One thread appends; another may sync what was published.
@safe final class JournalSegment: Sendable {
  let file: JournalFile
  let capacity: Int
  // SAFETY: maps `capacity` bytes of `file` from init to deinit. Only the appending thread writes, behind every published end.
  private nonisolated(unsafe) let base: UnsafeMutableRawPointer
  /// Bytes that hold complete records; set by the appending thread.
  let end: Atomic<Int>
  /// Bytes that are on the disk; set by the syncing thread.
  let syncedEnd = Atomic<Int>(0)
  /// Set when the last byte has been written and the file may be cut to `end`.
  let isFinished = Atomic<Bool>(false)

  private init(file: JournalFile, capacity: Int, base: UnsafeMutableRawPointer) {
    self.file = file
    self.capacity = capacity
    unsafe self.base = base
    end = Atomic(SegmentHeader.size)
  }

  deinit {
    // SAFETY: mapped by create with this size, and no reference is left.
    unsafe _ = munmap(base, capacity)
  }

  /// Makes a segment under a preliminary name.
  static func create(_ path: String, capacity: Int) throws(Diagnostic) -> JournalSegment {
    let file: JournalFile
    switch JournalFile.open(path, O_RDWR | O_CREAT | O_TRUNC) {
    case .success(let opened): file = opened
    case .failure(let error): throw JournalFolder.diagnostic(error, "the journal segment \(path) cannot be made")
    }
    let full = posix_fallocate(file.descriptor, 0, off_t(capacity))
    if full != 0 {
      JournalFolder.remove(path)
      throw JournalFolder.diagnostic(SystemError(full), "no room for a journal segment of \(capacity) bytes at \(path)")
    }
    // SAFETY: a new mapping of the whole file, at an address of the system's choice.
    guard let mapped = unsafe mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor, 0), unsafe mapped != MAP_FAILED
    else {
      let error = SystemError(errno)
      JournalFolder.remove(path)
      throw JournalFolder.diagnostic(error, "the journal segment \(path) cannot be mapped")
    }
    // SAFETY: one byte of each page of the fresh mapping, whose blocks are allocated: the page fault happens here, not in an append.
    for offset in stride(from: 0, to: capacity, by: 4096) { unsafe mapped.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self) }
    return unsafe JournalSegment(file: file, capacity: capacity, base: mapped)
  }

  /// Writes the header and gives the file its final name.
  func begin(firstSequence: UInt64, from path: String, to finalPath: String) throws(Diagnostic) {
    for (index, byte) in SegmentHeader.bytes(firstSequence: firstSequence).enumerated() {
      // SAFETY: the header is shorter than the smallest segment.
      unsafe base.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
    }
    guard JournalFolder.rename(path, finalPath) else {
      throw JournalFolder.diagnostic(SystemError(errno), "the journal segment \(finalPath) cannot be named")
    }
  }

  /// Appends a record: body, checksum, and last the length, without which no reader takes it for one.
  ///
  /// - Parameter bound: what the body takes at most; the caller has seen that it fits.
  /// - Returns: the record's length.
  @inline(__always) func append(
    at offset: Int, kind: RecordKind, flags: UInt8, sequence: UInt64, bound: Int, _ body: (inout RecordCursor) -> Void
  ) -> Int {
    let length = compose(at: offset, kind: kind, flags: flags, sequence: sequence, bound: bound, body)
    atomicMemoryFence(ordering: .releasing)
    // SAFETY: compose has seen that the record lies within the mapping.
    unsafe base.storeBytes(of: UInt32(length).littleEndian, toByteOffset: offset, as: UInt32.self)
    return length
  }

  /// Writes a record all but its length: no reader takes it for one yet.
  @inline(__always) func compose(
    at offset: Int, kind: RecordKind, flags: UInt8, sequence: UInt64, bound: Int, _ body: (inout RecordCursor) -> Void
  ) -> Int {
    precondition(offset + RecordHeader.size + bound <= capacity, "the caller makes room first")
    // SAFETY: offset … offset + size + bound lies within the mapping, by the precondition; the cursor keeps to its bound.
    let start = unsafe base + offset
    var cursor = unsafe RecordCursor(start, bound: RecordHeader.size + bound, offset: 4 + 4)
    cursor.put(sequence)
    cursor.put(kind.rawValue)
    cursor.put(flags)
    body(&cursor)
    let length = cursor.offset
    let little = UInt32(length).littleEndian
    // SAFETY: as above. The checksum is taken over the length and everything behind the checksum field.
    let crc = unsafe withUnsafeBytes(of: little) { word in
      unsafe ~Checksum.update(Checksum.update(~0, word.baseAddress!, 4), start + 8, length - 8)
    }
    unsafe start.storeBytes(of: crc.littleEndian, toByteOffset: 4, as: UInt32.self)
    return length
  }

  /// Zeroes bytes behind the published end.
  func erase(_ range: Range<Int>) {
    precondition(range.lowerBound >= end.load(ordering: .relaxed) && range.upperBound <= capacity, "behind the end, within the segment")
    // SAFETY: the range lies within the mapping; the first four bytes, the length, go first.
    unsafe (base + range.lowerBound).initializeMemory(as: UInt8.self, repeating: 0, count: range.count)
  }

  /// A copy of bytes written before.
  func copy(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity, "within the segment")
    // SAFETY: the range lies within the mapping.
    return unsafe [UInt8](UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Forces everything up to `end` onto the disk.
  func sync() -> SystemError? {
    let goal = end.load(ordering: .acquiring)
    let done = syncedEnd.load(ordering: .relaxed)
    guard goal > done else { return nil }
    let first = done / 4096 * 4096
    // SAFETY: the range begins at a page of the mapping and ends within it.
    guard unsafe msync(base + first, goal - first, MS_SYNC) == 0 else { return SystemError(errno) }
    syncedEnd.store(goal, ordering: .relaxed)
    return nil
  }

  /// Cuts the file to what it holds, after the last record and the last sync.
  func trim() -> SystemError? {
    if let error = file.truncate(to: end.load(ordering: .acquiring)) { return error }
    return fsync(file.descriptor) == 0 ? nil : SystemError(errno)
  }
}
