internal import Domain
internal import Features
internal import KrakenWire

extension KernelRun {
  /// A tick's line, the lines of 64 ticks a call.
  static let tickLine = KernelRun(name: "tick_line", abstract: "64 ticks to line protocol, prices as decimals") {
    let lines = try KeptLines()
    let ticks = TickTable(seed: 53, count: 64)
    return { try lines.encode(ticks)[0] }
  }

  /// A book frame, the tape from its start again when it ends.
  static let bookFrame = KernelRun(name: "book_frame", abstract: "a book frame decoded, applied and its checksum checked") {
    let tape = FrameTape.book(seed: 54, count: 256)
    let kept = KeptBook(tape)
    var next = 0
    return {
      let isRight = try kept.take(tape.bytes.span.extracting(tape.frames[next]))
      next = (next + 1) % tape.frames.count
      return isRight ? 1 : 0
    }
  }

  /// The compact set on books that come every 50 ms: update and write, 256 books a call.
  static let featureUpdate = KernelRun(name: "feature_update", abstract: "the compact features updated by a book and written, 256 times") {
    let tape = FrameTape.book(seed: 55, count: 257)
    var decoder = tape.decoder
    var book = OrderBook(instrument: InstrumentID(0), depth: BookTop.depth)
    var tops: [BookTop] = []
    let bytes = tape.bytes.span
    for frame in tape.frames {
      guard case .book = try decoder.decode(bytes.extracting(frame)) else { continue }
      for update in decoder.book.updates {
        book.apply(update, of: decoder.book)
        tops.append(book.top(time: update.time ?? Timestamp(nanoseconds: 0)))
      }
    }
    var state = try FeatureProgram(set: .compact, instrument: tape.instrument, id: InstrumentID(0))
    var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: FeatureSet.compact.schema)
    // Times go on from call to call: a clock that steps back would restart the state.
    var shift: Int64 = 0
    let span = tops[tops.count - 1].time.nanoseconds - tops[0].time.nanoseconds
    return {
      var sum = 0.0
      for index in 1..<tops.count {
        var top = tops[index]
        top.time = top.time.adding(nanoseconds: shift)
        state.update(book: top)
        state.write(into: &vector)
        sum += vector.values[5]
      }
      shift += span
      return sum
    }
  }
}
