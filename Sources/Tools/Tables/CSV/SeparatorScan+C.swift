/// Finds the commas and line ends of a block of CSV that stand outside quotes, 64 bytes at a time.
///
/// ```text
/// sixteen bytes a vector:  == ','  |  == '\n'   →  0x00/0xff a byte  →  & 1,2,4,…,128  · 0x0101…01 >> 56  →  one bit a byte
/// ```
///
/// Quotes and NUL bytes are rare: a block that has one is walked bit by bit, and a quoted field byte by byte to its end. The dialect is that of
/// ``CSVRowReader``: a quote opens a field only at the field's first byte.
///
/// - Complexity: about 20 instructions a 16 bytes and 4 a separator. No allocation once `positions` is as long as the largest block.
struct SeparatorScan: Sendable {
  /// Why a scan stopped early.
  enum Fault: Sendable { case nul, unclosedQuote, textBehindQuote }

  /// Positions of the separators found, in order; `count` of them are meant.
  private(set) var positions: [UInt32] = []
  private(set) var count = 0
  /// How many of them are line ends.
  private(set) var lineFeeds = 0
  /// Did a quoted field hold a line end?
  private(set) var sawQuotedLineFeed = false
  /// What the scan stopped at, and where the field to blame begins.
  private(set) var fault: (kind: Fault, field: Int)?

  /// Takes separators away that belong to no record.
  mutating func replace(count kept: Int, lineFeeds feeds: Int) {
    count = kept
    lineFeeds = feeds
  }

  /// Puts a separator at another place of the list: for dropping blank lines.
  mutating func move(from source: Int, to target: Int) { positions[target] = positions[source] }

  /// Scans `bytes[from..<limit]`, which begins with a record.
  ///
  /// An open quote at the limit is no fault here: the scan ends before its field, with ``Fault/unclosedQuote``, and the caller knows whether more bytes come.
  ///
  /// - Precondition: 64 bytes of the array lie behind `limit`.
  mutating func run(_ bytes: [UInt8], from: Int, to limit: Int) {
    precondition(
      from >= 0 && from <= limit && limit + 64 <= bytes.count && bytes.count < 1 << 31, "the block lies in the buffer, with its margin")
    // Sixteen more than bytes: eight are written at once.
    var list = positions
    positions = []
    if list.count < limit - from + 16 { list = Array(repeating: 0, count: limit - from + 16) }
    count = 0
    lineFeeds = 0
    sawQuotedLineFeed = false
    fault = nil
    var out = 0
    // SAFETY: reads stay below limit + 64 (checked above); at most one position a byte of from ..< limit is kept, and writes go at most 8 beyond the
    // count, for which positions has 16 to spare.
    unsafe bytes.withUnsafeBytes { source in
      unsafe list.withUnsafeMutableBufferPointer { target in
        let base = unsafe source.baseAddress.unsafelyUnwrapped
        let put = unsafe target.baseAddress.unsafelyUnwrapped
        var index = from
        let (comma, newline) = (SIMD16<UInt8>(repeating: 44), SIMD16<UInt8>(repeating: 10))
        let (quote, zero) = (SIMD16<UInt8>(repeating: 34), SIMD16<UInt8>(repeating: 0))
        while index < limit {
          var separators: UInt64 = 0
          var feeds: UInt64 = 0  // how many, in its bytes
          var odd: UInt64 = 0
          for part in 0..<4 {
            // SAFETY: index + 64 ≤ limit + 63, inside the margin. A mask is sixteen bytes of 0x00 or 0xff.
            let lanes = unsafe base.loadUnaligned(fromByteOffset: index &+ 16 &* part, as: SIMD16<UInt8>.self)
            let lineFeed = unsafe unsafeBitCast(lanes .== newline, to: SIMD2<UInt64>.self)
            let separator = unsafe unsafeBitCast(lanes .== comma, to: SIMD2<UInt64>.self) | lineFeed
            let strange = unsafe unsafeBitCast((lanes .== quote) .| (lanes .== zero), to: SIMD2<UInt64>.self)
            odd |= strange[0] | strange[1]
            feeds &+= (lineFeed[0] & 0x0101_0101_0101_0101) &+ (lineFeed[1] & 0x0101_0101_0101_0101)
            let low = ((separator[0] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
            let high = ((separator[1] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
            separators |= (low | high &<< 8) &<< UInt64(truncatingIfNeeded: 16 &* part)
          }
          let room = limit - index
          if room >= 64, odd == 0 {
            lineFeeds &+= Int(truncatingIfNeeded: (feeds &* 0x0101_0101_0101_0101) &>> 56)
            var rest = separators
            var wanted = rest.nonzeroBitCount
            while wanted > 0 {
              for step in 0..<8 {
                // SAFETY: at most 8 beyond out, for which there is room.
                unsafe put[out + step] = UInt32(truncatingIfNeeded: index + rest.trailingZeroBitCount)
                rest &= rest &- 1
              }
              out += min(wanted, 8)
              wanted -= 8
            }
            index += 64
          } else {
            index = unsafe walk(base, put, index, min(index + 64, limit), limit, from, &out)
            if fault != nil { break }
          }
        }
      }
    }
    positions = list
    count = out
  }

  /// The same byte by byte from `index` to `stop`, or to the end of a quoted field behind it.
  ///
  /// - Returns: where to read on.
  private mutating func walk(
    _ base: UnsafeRawPointer, _ put: UnsafeMutablePointer<UInt32>, _ start: Int, _ stop: Int, _ limit: Int, _ from: Int, _ out: inout Int
  ) -> Int {
    var index = start
    // SAFETY: all reads lie below limit, all writes below one a byte of the block.
    var field = unsafe out == 0 ? from : Int(put[out - 1]) + 1
    while index < stop {
      let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
      if byte == 44 || byte == 10 {
        unsafe put[out] = UInt32(truncatingIfNeeded: index)
        out += 1
        if byte == 10 { lineFeeds += 1 }
        field = index + 1
      } else if byte == 0 {
        fault = (.nul, field)
        return index
      } else if byte == 34, index == field {
        var close = index + 1
        // SAFETY: close and close + 1 are compared with limit before they are read.
        while close < limit {
          let inner = unsafe base.load(fromByteOffset: close, as: UInt8.self)
          if inner == 34 {
            guard close + 1 < limit, unsafe base.load(fromByteOffset: close + 1, as: UInt8.self) == 34 else { break }
            close += 2
          } else if inner == 0 {
            fault = (.nul, field)
            return close
          } else {
            if inner == 10 { sawQuotedLineFeed = true }
            close += 1
          }
        }
        let after = close + 1
        guard after < limit else {
          fault = (.unclosedQuote, field)
          return limit
        }
        // SAFETY: after < limit, and the byte behind it lies in the margin.
        let next = unsafe base.load(fromByteOffset: after, as: UInt8.self)
        let second = unsafe base.load(fromByteOffset: after + 1, as: UInt8.self)
        if next == 13, after + 1 == limit {
          fault = (.unclosedQuote, field)
          return limit
        }
        guard next == 44 || next == 10 || (next == 13 && second == 10) else {
          fault = (.textBehindQuote, field)
          return after
        }
        return next == 13 ? after + 1 : after
      }
      index += 1
    }
    return index
  }
}
