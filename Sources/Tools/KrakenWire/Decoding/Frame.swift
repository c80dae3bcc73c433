/// What a text frame says. The two hot kinds carry nothing: their content lies in the decoder's reusable buffers.
public enum Frame: Sendable {
  /// Read it in ``FrameDecoder/book``.
  case book
  /// Read them in ``FrameDecoder/trades``.
  case trade
  case heartbeat
  case status(SystemStatus)
  case instrument(InstrumentFrame)
  case ticker(TickerFrame)
  case executions(ExecutionFrame)
  case balances(BalanceFrame)
  case answer(MethodAnswer)
  /// A channel this program does not know, or an object that names neither channel nor method.
  case unknown(channel: String?)
}
