internal import Domain
internal import Features
internal import Inference
internal import KrakenWire

/// The engine's path in one process, without its records: frame → book → checksum → features → prediction.
final class KeptPipeline {
  private let model: PredictionModel
  private let instrument: Instrument
  private let table: FrameDecoder
  private var decoder: FrameDecoder
  private var book = OrderBook(instrument: InstrumentID(0), depth: BookTop.depth)
  private var features: FeatureProgram
  private var vector: FeatureVector

  init(_ tape: FrameTape) throws(Diagnostic) {
    let schema = FeatureSet.compact.schema
    do {
      let forest = CompiledForest(try SeededForest.model(seed: 41, columns: schema.columns, trees: 100, depth: 6))
      model = try PredictionModel(forest: forest, version: ModelVersion(name: "seeded", version: "1.0.0"), schema: schema)
    } catch {
      throw Diagnostic(code: "bench.data", exitCode: .badData, message: "the seeded forest is refused: \(error)", hint: "")
    }
    instrument = tape.instrument
    table = tape.decoder
    decoder = table
    features = try FeatureProgram(set: .compact, instrument: instrument, id: InstrumentID(0))
    vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: schema)
  }

  /// Takes a whole tape from its start: predictions, and the sum of their probabilities.
  func take(_ tape: FrameTape) throws -> [Double] {
    features = try FeatureProgram(set: .compact, instrument: instrument, id: InstrumentID(0))
    let bytes = tape.bytes.span
    var (predictions, sum) = (0, 0.0)
    for frame in tape.frames {
      switch try decoder.decode(bytes.extracting(frame)) {
      case .book:
        for index in decoder.book.updates.indices {
          let update = decoder.book.updates[index]
          guard book.apply(update, of: decoder.book), let time = update.time else { continue }
          guard book.checksum() == update.checksum else {
            features.invalidateBook()
            continue
          }
          features.update(book: book.top(time: time))
          vector.time = time
        }
      case .trade:
        for trade in decoder.trades.trades {
          features.update(trade: trade)
          vector.time = trade.time
        }
      default: continue
      }
      features.write(into: &vector)
      sum += Double(try model.predict(vector).value)
      predictions += 1
    }
    return [Double(predictions), sum]
  }
}
