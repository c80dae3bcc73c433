internal import Domain
internal import KrakenWire

/// A decoder and a book that one row keeps over its pairs.
final class KeptBook {
  private var decoder: FrameDecoder
  private var book = OrderBook(instrument: InstrumentID(0), depth: BookTop.depth)

  init(_ tape: FrameTape) { decoder = tape.decoder }

  /// Decodes one book frame, applies it and checks it.
  ///
  /// - Returns: was the checksum right?
  @inline(__always) func take(_ frame: Span<UInt8>) throws(FrameError) -> Bool {
    guard case .book = try decoder.decode(frame) else { return false }
    var isRight = false
    for index in decoder.book.updates.indices {
      let update = decoder.book.updates[index]
      book.apply(update, of: decoder.book)
      isRight = book.checksum() == update.checksum
    }
    return isRight
  }

  /// Takes a whole tape: frames, frames whose checksum was right, best bid and ask.
  func take(_ tape: FrameTape) throws(FrameError) -> [Double] {
    let bytes = tape.bytes.span
    var right = 0
    for frame in tape.frames where try take(bytes.extracting(frame)) { right += 1 }
    return [Double(tape.frames.count), Double(right), Double(book.bids[0].price.units), Double(book.asks[0].price.units)]
  }
}
