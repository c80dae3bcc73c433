/// Sorts doubles ascending: radix sort on the order-preserving integer key of each value, on the digits that tell values apart.
///
/// ```text
/// key(x) = bits(x) XOR (sign ? all ones : sign bit)      unsigned order of keys = numeric order of values
/// ```
///
/// Three passes of eleven bits, least significant first, order the keys by the 33 bits that follow their common prefix. Values that agree in all of these
/// are rare in continuous data and equal in few-valued data: an insertion pass ends the work. A run of many such values in wrong order is sorted by its
/// remaining digits, so that no input costs more than a fixed number of passes. A digit that all keys share is skipped. Up to 48 values go by insertion.
///
/// - Parameters:
///   - values: shape `[n]`, n < 2³², no NaN; ±inf and −0 allowed (−0 stands before +0). Sorted on return.
///   - scratch: at least n words, contents not read; its contents on return mean nothing.
/// - Complexity: O(n), at most twelve passes, no allocation.
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
        unsafe sortKeys(of: keys, into: keys, spare.baseAddress!, count)
      }
    }
  }
}

/// A sorted copy: the first pass reads the values where they are.
///
/// - Parameter values: as of ``radixSort(_:scratch:)``.
/// - Complexity: O(n); allocates the result and as much again while it runs.
public func radixSorted(_ values: Span<Double>) -> [Double] {
  let count = values.count
  precondition(count < Int(UInt32.max), "counts fit 32 bits")
  // SAFETY: the result's buffer holds `count` words that are all written; the scratch is the function's own and freed on its end; the input is only read.
  // Double and UInt64 have one size and alignment and no padding.
  return unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
    initialized = count
    guard count > 48 else {
      for index in 0..<count { unsafe buffer.initializeElement(at: index, to: values[index]) }
      // SAFETY: all `count` elements are initialised.
      var span = unsafe MutableSpan(_unsafeElements: buffer)
      return insertionSort(&span)
    }
    let spare = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    defer { unsafe spare.deallocate() }
    // SAFETY: as above.
    unsafe values.withUnsafeBufferPointer { input in
      unsafe input.baseAddress!.withMemoryRebound(to: UInt64.self, capacity: count) { input in
        unsafe UnsafeMutableRawPointer(buffer.baseAddress!).withMemoryRebound(to: UInt64.self, capacity: count) { words in
          unsafe sortKeys(of: input, into: words, spare, count)
        }
      }
    }
  }
}

private let sign: UInt64 = 1 << 63

@inline(__always) private func orderedKey(_ bits: UInt64) -> UInt64 { bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | sign) }
@inline(__always) private func plainBits(_ key: UInt64) -> UInt64 { key ^ (UInt64(bitPattern: Int64(bitPattern: ~key) >> 63) | sign) }

/// The passes of ``radixSort(_:scratch:)`` on raw words: from `input`, which may be `words` itself, into `words`.
// SAFETY: the caller gives buffers of `count` > 48 words, of which `words` and `spare` do not overlap. Every index below is < count: places are prefix sums
// of counts that add up to count.
@unsafe private func sortKeys(
  of input: UnsafePointer<UInt64>, into words: UnsafeMutablePointer<UInt64>, _ spare: UnsafeMutablePointer<UInt64>, _ count: Int
) {
  if unsafe ascends(input, count) {
    // SAFETY: as above; a copy onto itself moves nothing.
    if unsafe UnsafePointer(words) != input { unsafe words.update(from: input, count: count) }
    return
  }
  // The 33 bits below the common prefix, which a few values show in most data and all values confirm.
  var shift = unsafe shiftBelowPrefix(input, count, stride: max(1, count / 64))
  var counts = InlineArray<6144, UInt32>(repeating: 0)
  let confirmed = unsafe count3(input, count, shift, &counts)
  if confirmed != shift {
    shift = confirmed
    counts = InlineArray<6144, UInt32>(repeating: 0)
    _ = unsafe count3(input, count, shift, &counts)
  }
  // SAFETY: pointers are copied, not followed; what they point to outlives this call.
  var source = unsafe input
  var target = unsafe spare
  var areKeys = false
  for digit in 0..<3 {
    let base = digit &* 2048
    let place = shift &+ UInt64(truncatingIfNeeded: digit &* 11)
    // SAFETY: count > 48, so index 0 exists.
    if unsafe counts[base &+ Int(truncatingIfNeeded: (areKeys ? source[0] : orderedKey(source[0])) >> place & 2047)] == UInt32(count) { continue }
    var sum: UInt32 = 0
    for slot in base..<(base &+ 2048) {
      let here = counts[slot]
      counts[slot] = sum
      sum &+= here
    }
    if !areKeys {
      for index in 0..<count {
        // SAFETY: index, place < count.
        let key = unsafe orderedKey(source[index])
        let slot = base &+ Int(truncatingIfNeeded: key >> place & 2047)
        let at = counts[slot]
        counts[slot] = at &+ 1
        unsafe target[Int(truncatingIfNeeded: at)] = key
      }
    } else {
      for index in 0..<count {
        // SAFETY: index, place < count.
        let key = unsafe source[index]
        let slot = base &+ Int(truncatingIfNeeded: key >> place & 2047)
        let at = counts[slot]
        counts[slot] = at &+ 1
        unsafe target[Int(truncatingIfNeeded: at)] = key
      }
    }
    areKeys = true
    // From here on the keys lie in `spare` and `words` by turns.
    unsafe source = UnsafePointer(target)
    unsafe target = target == spare ? words : spare
  }
  // SAFETY: both buffers hold `count` words, and they do not overlap.
  unsafe settle(words, from: source, spare, count, shift)
}

/// Is the input in order already?
// SAFETY: the caller gives `count` ≥ 1 words.
@unsafe private func ascends(_ input: UnsafePointer<UInt64>, _ count: Int) -> Bool {
  var before = unsafe orderedKey(input[0])
  for index in 1..<count {
    // SAFETY: index < count.
    let key = unsafe orderedKey(input[index])
    if key < before { return false }
    before = key
  }
  return true
}

/// How far the 33 bits below the common prefix lie above bit 0, seen on every `stride`-th value.
// SAFETY: the caller gives `count` ≥ 1 words.
@unsafe private func shiftBelowPrefix(_ input: UnsafePointer<UInt64>, _ count: Int, stride: Int) -> UInt64 {
  var differing: UInt64 = 0
  var index = 0
  while index < count {
    // SAFETY: index < count.
    unsafe differing |= orderedKey(input[index]) ^ orderedKey(input[0])
    index &+= stride
  }
  return UInt64(max(0, 31 - differing.leadingZeroBitCount))
}

/// Counts the three digits above `shift` of every key; returns the shift that all keys ask for.
// SAFETY: the caller gives `count` ≥ 1 words.
@unsafe private func count3(_ input: UnsafePointer<UInt64>, _ count: Int, _ shift: UInt64, _ counts: inout InlineArray<6144, UInt32>) -> UInt64 {
  let first = unsafe orderedKey(input[0])
  var differing: UInt64 = 0
  for index in 0..<count {
    // SAFETY: index < count; each slot is below 6144.
    let key = unsafe orderedKey(input[index])
    differing |= key ^ first
    let digits = key >> shift
    counts[Int(truncatingIfNeeded: digits & 2047)] &+= 1
    counts[Int(truncatingIfNeeded: 2048 &+ (digits >> 11 & 2047))] &+= 1
    counts[Int(truncatingIfNeeded: 4096 &+ (digits >> 22 & 2047))] &+= 1
  }
  return UInt64(max(0, 31 - differing.leadingZeroBitCount))
}

/// Brings ordered prefixes into full order in `words`: insertion, and ``sortRun(_:_:_:_:)`` where a run of equal prefixes moves too much.
// SAFETY: the caller gives buffers of `count` words.
@unsafe private func settle(
  _ words: UnsafeMutablePointer<UInt64>, from source: UnsafePointer<UInt64>, _ spare: UnsafeMutablePointer<UInt64>, _ count: Int, _ shift: UInt64
) {
  // SAFETY: every index below is in 0..<count, the length of all three buffers; `source` is `words` or `spare`, and is read at or before it is written.
  unsafe words[0] = source[0]
  var index = 1
  while index < count {
    let key = unsafe source[index]
    var at = index
    while at > 0, index &- at < 32, unsafe words[at &- 1] > key {
      // SAFETY: 0 < at ≤ index < count.
      unsafe words[at] = words[at &- 1]
      at &-= 1
    }
    unsafe words[at] = key
    index &+= 1
    if at > 0, unsafe words[at &- 1] > key {
      let prefix = key >> shift
      var start = at
      // SAFETY: 0 < start; index < count.
      while start > 0, unsafe words[start &- 1] >> shift == prefix { start &-= 1 }
      while index < count, unsafe source[index] >> shift == prefix {
        unsafe words[index] = source[index]
        index &+= 1
      }
      unsafe sortRun(words + start, spare + start, index &- start, shift)
    }
  }
  // SAFETY: as above.
  for index in 0..<count { unsafe words[index] = plainBits(words[index]) }
}

/// Sorts keys by their lowest `bits` bits, in four passes at most.
@unsafe private func sortRun(_ keys: UnsafeMutablePointer<UInt64>, _ spare: UnsafeMutablePointer<UInt64>, _ count: Int, _ bits: UInt64) {
  var source = unsafe keys
  var target = unsafe spare
  var place: UInt64 = 0
  while place < bits {
    var counts = InlineArray<257, UInt32>(repeating: 0)
    // SAFETY: index < count; places are prefix sums of counts that add up to count.
    for index in 0..<count { counts[unsafe Int(truncatingIfNeeded: source[index] >> place & 255) &+ 1] &+= 1 }
    for slot in 1..<257 { counts[slot] &+= counts[slot &- 1] }
    for index in 0..<count {
      let key = unsafe source[index]
      let slot = Int(truncatingIfNeeded: key >> place & 255)
      unsafe target[Int(truncatingIfNeeded: counts[slot])] = key
      counts[slot] &+= 1
    }
    unsafe swap(&source, &target)
    place &+= 8
  }
  // SAFETY: both hold `count` words.
  if unsafe source != keys { unsafe keys.update(from: source, count: count) }
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
