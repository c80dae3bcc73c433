internal import Domain
internal import KrakenWire

/// A decoder and the state of orders that one row keeps over its pairs.
final class KeptOrders {
  private struct State {
    var quantity: Money?
    var filled = Money.zero
  }

  private var decoder: FrameDecoder
  private var open: [String: State] = [:]

  init(_ tape: FrameTape) { decoder = tape.decoder }

  /// Takes a whole tape: frames, trades, quantity and cost traded, greatest number of orders open at once, orders open at the end.
  func take(_ tape: FrameTape) throws(FrameError) -> [Double] {
    open.removeAll(keepingCapacity: true)
    let bytes = tape.bytes.span
    var (trades, most) = (0, 0)
    var (quantity, cost) = (Money.zero, Money.zero)
    for place in tape.frames {
      guard case .executions(let frame) = try decoder.decode(bytes.extracting(place)) else { continue }
      for row in frame.rows {
        var state = open[row.orderID] ?? State()
        if let wanted = row.orderQuantity { state.quantity = wanted }
        if let filled = row.cumulativeQuantity { state.filled = filled }
        if row.kind == .trade, let traded = row.lastQuantity, let paid = row.cost {
          trades += 1
          quantity += traded
          cost += paid
        }
        open[row.orderID] = state.quantity == state.filled ? nil : state
        most = max(most, open.count)
      }
    }
    return [Double(tape.frames.count), Double(trades), Double(quantity.units) / 1e18, Double(cost.units) / 1e18, Double(most), Double(open.count)]
  }
}
