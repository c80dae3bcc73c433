internal import Domain
internal import Features
internal import KrakenWire

/// A set's programs on a tape of events, and the vector that they write.
final class KeptPrograms {
  private let fresh: [FeatureProgram]
  private var programs: [FeatureProgram]
  private var vector: FeatureVector
  let steps: [MarketStep]

  /// - Parameter symbols: markets, at least 1; each event goes to the next of them.
  convenience init(_ set: FeatureSet, symbols: Int, tape: FrameTape) throws(Diagnostic) {
    try self.init(set, symbols: symbols, steps: try Self.steps(tape), instrument: tape.instrument)
  }

  init(_ set: FeatureSet, symbols: Int, steps: [MarketStep], instrument: Instrument) throws(Diagnostic) {
    var made: [FeatureProgram] = []
    for index in 0..<symbols { made.append(try FeatureProgram(set: set, instrument: instrument, id: InstrumentID(index))) }
    fresh = made
    programs = made
    vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
    self.steps = steps
  }

  /// Decodes a tape once.
  static func steps(_ tape: FrameTape) throws(Diagnostic) -> [MarketStep] {
    var (decoder, book) = (tape.decoder, OrderBook(instrument: InstrumentID(0), depth: BookTop.depth))
    let bytes = tape.bytes.span
    var steps: [MarketStep] = []
    do throws(FrameError) {
      for frame in tape.frames {
        switch try decoder.decode(bytes.extracting(frame)) {
        case .book:
          for index in decoder.book.updates.indices {
            let update = decoder.book.updates[index]
            if book.apply(update, of: decoder.book), let time = update.time { steps.append(.book(book.top(time: time))) }
          }
        case .trade:
          for trade in decoder.trades.trades { steps.append(.trade(trade)) }
        default: continue
        }
      }
    } catch {
      throw Diagnostic(code: "bench.data", exitCode: .badData, message: "the seeded tape is refused: \(error)", hint: "")
    }
    return steps
  }

  /// Takes the tape from its start, a vector after every event: present values, and the sum of the last vectors.
  func take() -> [Double] {
    programs = fresh
    var (present, sum, place) = (0, 0.0, 0)
    for step in steps {
      switch step {
      case .trade(let trade): programs[place].update(trade: trade)
      case .book(let top): programs[place].update(book: top)
      }
      programs[place].write(into: &vector)
      present += vector.present.count
      place = place + 1 == programs.count ? 0 : place + 1
    }
    for value in vector.values where value.isFinite { sum += value }
    return [Double(present), sum]
  }
}
