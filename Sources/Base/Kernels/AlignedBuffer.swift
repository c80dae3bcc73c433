/// Memory on a cache line's border, owned by this object and filled once.
// SAFETY: written in the initialiser alone, before the object is shared; afterwards it is only read.
@safe final class AlignedBuffer: @unchecked Sendable {
  let start: UnsafeMutableRawPointer

  /// A copy of plain values, with a line of zeros behind them, so that a load of one whole vector stays inside.
  init<Value: BitwiseCopyable>(_ values: [Value]) {
    let bytes = values.count * MemoryLayout<Value>.stride
    // SAFETY: the block holds the values and 64 bytes more; all of it is set before it is read. Plain values need no deinitialising.
    unsafe start = UnsafeMutableRawPointer.allocate(byteCount: bytes + 64, alignment: 64)
    unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes + 64)
    unsafe values.withUnsafeBytes { source in
      if let first = source.baseAddress { unsafe start.copyMemory(from: first, byteCount: bytes) }
    }
  }

  // SAFETY: nothing holds the pointer longer than its owner holds this object.
  deinit { unsafe start.deallocate() }
}
