import Domain
import KrakenWire
import Ports

extension AccountFeed {
  /// Completes a sparse row by what is known of its order and hands it on.
  mutating func merge<S: AccountSink>(_ row: ExecutionFrame.Row, _ now: UInt64, _ sink: S, _ actions: inout [FeedAction]) {
    if let time = row.time { lastTime = time }
    let known = orders[row.orderID]
    guard let symbol = row.symbol ?? known?.symbol, let side = row.side ?? known?.side else {
      actions.append(
        .log(FeedEvent(.warning, "report of an unknown order, asking for a snapshot", ["order_id": row.orderID, "exec_type": row.kindText])))
      restartExecutions(now, &actions)
      return
    }
    let clientID = row.clientID ?? known?.clientID
    orders.set(row.orderID, Known(symbol: symbol, side: side, clientID: clientID))
    if row.kind == nil {
      // Newer than this program: it is shown as a bare status and never taken for an end.
      counters.unknown += 1
      actions.append(.log(FeedEvent(.warning, "execution type is not known", ["exec_type": row.kindText, "order_id": row.orderID])))
    }
    var report = ExecutionReport(
      orderID: row.orderID, clientID: clientID, symbol: symbol, kind: row.kind ?? .status, side: side, time: row.time ?? lastTime)
    if row.kind == .trade {
      guard let fill = fill(row, symbol, side) else {
        noteMalformed("trade report of order \(row.orderID) without exec_id, last_qty or cost", code: "missing", &actions)
        return
      }
      guard fills[fill.execID] == nil else { return }
      fills.set(fill.execID, true)
      report.fill = fill
    }
    sink.execution(report)
  }

  private func fill(_ row: ExecutionFrame.Row, _ symbol: String, _ side: Side) -> Fill? {
    guard let execID = row.execID, let quantity = row.lastQuantity, let cost = row.cost else { return nil }
    let (base, quote) = Self.assets(symbol)
    return Fill(
      execID: execID, orderID: row.orderID, symbol: symbol, base: base, quote: quote, side: side, quantity: quantity, cost: cost,
      fees: row.fees, time: row.time ?? lastTime)
  }

  /// `BTC/USDT:venue` → `BTC`, `USDT`.
  static func assets(_ symbol: String) -> (base: String, quote: String) {
    let parts = symbol.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return (symbol, "") }
    return (String(parts[0]), String(parts[1].prefix { $0 != ":" }))
  }
}
