import Domain
import KrakenWire
import Ports
import Simulation

/// A client of an ``ExchangeModel`` without a socket: says requests, keeps what was answered, decodes all of it with the real decoder.
final class ExchangeClient<Market: MarketSource> {
  var model: ExchangeModel<Market>
  var output = ExchangeOutput()
  var decoder = FrameDecoder()
  let session: Int

  init(_ model: ExchangeModel<Market>, session: Int = 1) {
    self.model = model
    self.session = session
    for instrument in model.instruments { decoder.instruments.insert(instrument) }
  }

  func open() -> [String] {
    output.removeAll()
    model.opened(session, into: &output)
    return texts
  }

  /// Sends a request as text; returns the frames answered to this session.
  func say(_ text: String) -> [String] {
    output.removeAll()
    model.received(Array(text.utf8).span, from: session, into: &output)
    return texts
  }

  func step() throws -> [String]? {
    output.removeAll()
    guard try model.step(into: &output) != nil else { return nil }
    return texts
  }

  var texts: [String] { output.sends.filter { $0.session == session }.map { String(decoding: output.frame($0), as: UTF8.self) } }

  func decode(_ text: String) throws -> Frame { try decoder.decode(Array(text.utf8).span) }

  /// The one answer to a request.
  func answer(_ text: String) throws -> MethodAnswer? {
    guard let first = say(text).first, case .answer(let answer) = try decode(first) else { return nil }
    return answer
  }
}
