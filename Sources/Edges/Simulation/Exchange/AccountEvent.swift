import Domain
import KrakenWire

/// What happened in a ``PaperAccount``, in order: each becomes one frame for every session subscribed to its stream.
enum AccountEvent: Sendable, Hashable {
  case report(OrderReport, instrument: Int)
  case balance(BalanceChange)
}
