internal import Foundation

/// Holds this process, and the children it starts from then on, to one processor: both sides of a row then share its caches and its clock.
public enum CPUAffinity {
  /// Pins all threads of the process to the last processor that it may use.
  ///
  /// - Returns: the processor's number, or `nil` when the system refused.
  public static func pin() -> Int? {
    #if os(Linux)
      var allowed = cpu_set_t()
      // SAFETY: the kernel writes at most the size of the set it is given, which outlives the call.
      guard unsafe sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &allowed) == 0 else { return nil }
      // SAFETY: a set of processors is a plain array of words; the bytes are only read.
      let bytes = unsafe withUnsafeBytes(of: &allowed) { unsafe Array($0) }
      guard let byte = bytes.lastIndex(where: { $0 != 0 }) else { return nil }
      let last = 8 * byte + 7 - bytes[byte].leadingZeroBitCount
      var one = cpu_set_t()
      // SAFETY: `byte` is a place in the set, for it came from one of the same size.
      unsafe withUnsafeMutableBytes(of: &one) { unsafe $0[byte] = 1 << UInt8(last % 8) }
      let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? ["0"]
      var isPinned = true
      for thread in threads.compactMap(Int32.init) {
        // SAFETY: as above; a thread that has ended meanwhile is refused with an error, which counts as not pinned.
        if unsafe sched_setaffinity(thread, MemoryLayout<cpu_set_t>.size, &one) != 0 { isPinned = false }
      }
      return isPinned ? last : nil
    #else
      return nil
    #endif
  }
}
