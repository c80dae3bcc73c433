import Domain
import KrakenWire

extension ExchangeModel {
  static var invalidSession: String { "ESession:Invalid session" }

  /// `executions` or `balances`: acknowledged, then the account as it stands, then every change of it.
  mutating func subscribeToAccount(_ request: ClientRequest.Subscription, _ session: Int, into out: inout ExchangeOutput) {
    guard request.token == token else { return refuse(session, "subscribe", Self.invalidSession, request.requestID, into: &out) }
    let isExecutions = request.channel == "executions"
    let path: WritableKeyPath<ExchangeSession, UInt64?> = isExecutions ? \.executionsSequence : \.balancesSequence
    guard let state = sessions[session], state[keyPath: path] == nil else {
      return refuse(session, "subscribe", "Already subscribed", request.requestID, into: &out)
    }
    let snapshotOrders = request.snapshotOrders ?? true
    let snapshotTrades = request.snapshotTrades ?? false
    let snapshot = isExecutions ? snapshotOrders || snapshotTrades : request.snapshot ?? true
    acknowledge("subscribe", request, session, snapshot: isExecutions ? nil : snapshot, into: &out)
    sessions[session]?[keyPath: path] = snapshot ? 1 : 0
    guard snapshot else { return }
    out.send(to: session) {
      if isExecutions {
        FrameWriter.executions(.snapshot, executionsNow(orders: snapshotOrders, trades: snapshotTrades), sequence: 1, to: &$0)
      } else {
        FrameWriter.balancesSnapshot(account.balances, sequence: 1, to: &$0)
      }
    }
  }

  private func executionsNow(orders: Bool, trades: Bool) -> [(report: OrderReport, instrument: Instrument)] {
    var reports: [(report: OrderReport, instrument: Instrument)] = []
    if trades { reports += account.fills.map { ($0.report, instruments[$0.instrument]) } }
    if orders {
      reports += account.openOrders.map { order in
        let instrument = instruments[order.instrument]
        let report = OrderReport(
          kind: .new, status: order.executed == .zero ? "new" : "partially_filled", orderID: order.orderID, clientID: order.clientID,
          time: now, terms: order.terms(instrument), progress: order.progress)
        return (report, instrument)
      }
    }
    return reports
  }

  mutating func add(_ order: ClientRequest.AddOrder, _ session: Int, into out: inout ExchangeOutput) {
    guard order.token == token else {
      return refuse(session, "add_order", Self.invalidSession, order.requestID, clientID: order.clientID, into: &out)
    }
    guard let index = symbols[order.symbol] else {
      return refuse(
        session, "add_order", "Currency pair not supported \(order.symbol)", order.requestID, clientID: order.clientID, into: &out)
    }
    do {
      let surroundings = PaperAccount.Surroundings(
        instruments: instruments, instrument: index, book: books[index], lastTrade: lastTrades[index].last?.price, time: now)
      let orderID = try account.place(order, in: surroundings, events: &accountEvents)
      answer("add_order", orderID, order.clientID, order.requestID, session, into: &out)
      sendAccountEvents(into: &out)
    } catch {
      refuse(session, "add_order", error.rawValue, order.requestID, clientID: order.clientID, into: &out)
    }
  }

  /// One answer for every order named.
  mutating func cancel(_ request: ClientRequest.CancelOrder, _ session: Int, into out: inout ExchangeOutput) {
    guard request.token == token else { return refuse(session, "cancel_order", Self.invalidSession, request.requestID, into: &out) }
    for id in request.orderIDs { cancel(request.requestID, session, clientID: nil, into: &out) { $0.orderID == id } }
    for id in request.clientIDs { cancel(request.requestID, session, clientID: id, into: &out) { $0.clientID == id } }
    if request.orderIDs.isEmpty, request.clientIDs.isEmpty {
      refuse(session, "cancel_order", "EGeneral:Invalid arguments:order_id", request.requestID, into: &out)
    }
  }

  private mutating func cancel(
    _ requestID: Int64?, _ session: Int, clientID: String?, into out: inout ExchangeOutput, where matches: (OpenOrder) -> Bool
  ) {
    do {
      let order = try account.cancel(where: matches, at: now, events: &accountEvents)
      answer("cancel_order", order.orderID, order.clientID, requestID, session, into: &out)
      sendAccountEvents(into: &out)
    } catch {
      refuse(session, "cancel_order", error.rawValue, requestID, clientID: clientID, into: &out)
    }
  }

  mutating func cancelAll(_ token: String?, _ requestID: Int64?, _ session: Int, into out: inout ExchangeOutput) {
    guard token == self.token else { return refuse(session, "cancel_all", Self.invalidSession, requestID, into: &out) }
    var count = 0
    while (try? account.cancel(where: { _ in true }, at: now, events: &accountEvents)) != nil { count += 1 }
    out.send(to: session) {
      FrameWriter.countAnswer(method: "cancel_all", count: count, requestID: requestID, timeIn: now, timeOut: now, to: &$0)
    }
    sendAccountEvents(into: &out)
  }

  private func answer(
    _ method: String, _ orderID: String?, _ clientID: String?, _ requestID: Int64?, _ session: Int, into out: inout ExchangeOutput
  ) {
    out.send(to: session) {
      FrameWriter.orderAnswer(
        method: method, orderID: orderID, clientID: clientID, requestID: requestID, timeIn: now, timeOut: now, to: &$0)
    }
  }

  /// Tells every subscriber of the account's streams what has happened, one frame an event.
  mutating func sendAccountEvents(into out: inout ExchangeOutput) {
    let events = accountEvents
    accountEvents.removeAll(keepingCapacity: true)
    for id in sessions.keys.sorted() {
      for event in events {
        switch event {
        case .report(let report, let index):
          guard let sequence = sessions[id]?.executionsSequence else { continue }
          sessions[id]?.executionsSequence = sequence + 1
          out.send(to: id) { FrameWriter.executions(.update, [(report, instruments[index])], sequence: sequence + 1, to: &$0) }
        case .balance(let change):
          guard let sequence = sessions[id]?.balancesSequence else { continue }
          sessions[id]?.balancesSequence = sequence + 1
          out.send(to: id) { FrameWriter.balanceUpdate(change, sequence: sequence + 1, to: &$0) }
        }
      }
    }
  }
}
