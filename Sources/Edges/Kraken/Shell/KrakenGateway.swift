public import Domain
public import Ports

/// The way out for orders. Belongs to the feed's thread: call it from the sink and from nowhere else.
///
/// A request is taken down and sent when the frame in work has been handled, so that the sink may ask in the middle of a call.
public final class KrakenGateway: OrderGateway {
  enum Request { case submit(NewOrder), balances }

  /// Requests taken down and not yet sent; an order beyond it is rejected.
  public static let maximumRequests = 4096

  var requests: [Request] = []
  var instruments: [Instrument] = []
  /// Lets the core know that something waits; set by the core.
  var wake: () -> Void = {}
  /// Reports an order that found no room; set by the core.
  var refuse: (NewOrder) -> Void = { _ in }

  init() {}

  public func submit(_ order: NewOrder) {
    guard requests.count < Self.maximumRequests else { return refuse(order) }
    requests.append(.submit(order))
    wake()
  }

  public func requestBalances() {
    guard requests.count < Self.maximumRequests else { return }
    requests.append(.balances)
    wake()
  }
}
