/// Sorts doubles ascending: least significant digit radix sort on the order-preserving integer key of each value.
///
/// ```text
/// key(x) = bits(x) XOR (sign ? all ones : sign bit)      unsigned order of keys = numeric order of values
/// ```
///
/// Eight digits of eight bits, counted in one pass; a digit that all keys share is skipped. Up to 48 values go by insertion.
///
/// - Parameters:
///   - values: shape `[n]`, n < 2³², no NaN; ±inf and −0 allowed (−0 stands before +0). Sorted on return.
///   - scratch: at least n words, contents not read; its contents on return mean nothing.
/// - Complexity: O(8 n), no allocation.
///
/// Source: Knuth, TAOCP 3, §5.2.5; the key is Herf's (2001).
public func radixSort(_ values: inout MutableSpan<Double>, scratch: inout MutableSpan<UInt64>) {
  let count = values.count
  if count <= 48 { return insertionSort(&values) }
  precondition(scratch.count >= count, "scratch holds as many words as there are values")
  precondition(count < Int(UInt32.max), "counts fit 32 bits")
  // SAFETY: both buffers outlive the closure, do not overlap (two exclusive inout spans), hold at least `count` trivial 8-byte words,
  // and every index below is < count: the offsets are prefix sums of counts that add up to count.
  unsafe values.withUnsafeMutableBufferPointer { doubles in
    // SAFETY: as above; Double and UInt64 have one size and alignment and no padding.
    unsafe scratch.withUnsafeMutableBufferPointer { spare in
      unsafe doubles.baseAddress!.withMemoryRebound(to: UInt64.self, capacity: count) { keys in
        unsafe radixPasses(keys: keys, spare: spare.baseAddress!, count: count)
      }
    }
  }
}

/// The passes of ``radixSort(_:scratch:)`` on raw words.
@unsafe private func radixPasses(keys: UnsafeMutablePointer<UInt64>, spare: UnsafeMutablePointer<UInt64>, count: Int) {
  var counts = InlineArray<2048, UInt32>(repeating: 0)
  let sign: UInt64 = 1 << 63
  for index in 0..<count {
    // SAFETY: index < count.
    let bits = unsafe keys[index]
    let key = bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | sign)
    // SAFETY: index < count.
    unsafe keys[index] = key
    for digit in 0..<8 { counts[digit &* 256 &+ Int(truncatingIfNeeded: key >> UInt64(truncatingIfNeeded: digit &* 8) & 255)] &+= 1 }
  }
  var source = unsafe keys
  var target = unsafe spare
  for digit in 0..<8 {
    let base = digit &* 256
    let shift = UInt64(truncatingIfNeeded: digit &* 8)
    // SAFETY: count > 48, so index 0 exists.
    if unsafe counts[base &+ Int(truncatingIfNeeded: source[0] >> shift & 255)] == UInt32(count) { continue }
    var sum: UInt32 = 0
    for slot in base..<(base &+ 256) {
      let here = counts[slot]
      counts[slot] = sum
      sum &+= here
    }
    for index in 0..<count {
      // SAFETY: index < count.
      let key = unsafe source[index]
      let slot = base &+ Int(truncatingIfNeeded: key >> shift & 255)
      let place = counts[slot]
      counts[slot] = place &+ 1
      // SAFETY: place < count: see the callers' sentence on prefix sums.
      unsafe target[Int(truncatingIfNeeded: place)] = key
    }
    unsafe swap(&source, &target)
  }
  for index in 0..<count {
    // SAFETY: index < count in both buffers.
    let key = unsafe source[index]
    unsafe keys[index] = key ^ (key & sign != 0 ? sign : ~0)
  }
}

private func insertionSort(_ values: inout MutableSpan<Double>) {
  var end = 1
  while end < values.count {
    let value = values[end]
    var place = end
    while place > 0, values[place - 1] > value {
      values[place] = values[place - 1]
      place -= 1
    }
    values[place] = value
    end += 1
  }
}
