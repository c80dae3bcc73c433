import Domain
import Ports

/// Orders and requests of the engine, kept until the frame that caused them has been taken whole.
final class QueuedGateway: OrderGateway {
  var orders: [NewOrder] = []
  var wantsBalances = false

  func submit(_ order: NewOrder) { orders.append(order) }
  func requestBalances() { wantsBalances = true }
}
