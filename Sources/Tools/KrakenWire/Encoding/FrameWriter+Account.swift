public import Domain

extension FrameWriter {
  /// A frame of the `executions` channel.
  ///
  /// - Parameters:
  ///   - reports: each with the instrument at whose precisions it is printed.
  ///   - sequence: the subscription's running number, 1 for its first frame.
  public static func executions(
    _ kind: Kind, _ reports: [(report: OrderReport, instrument: Instrument)], sequence: UInt64, to bytes: inout [UInt8]
  ) {
    put(kind == .update ? #"{"channel":"executions","type":"update","data":["# : #"{"channel":"executions","type":"snapshot","data":["#, &bytes)
    for index in reports.indices {
      if index > 0 { put(",", &bytes) }
      append(reports[index].report, reports[index].instrument, &bytes)
    }
    put(#"],"sequence":"#, &bytes)
    integer(sequence, &bytes)
    put("}", &bytes)
  }

  private static func append(_ report: OrderReport, _ instrument: Instrument, _ bytes: inout [UInt8]) {
    put(#"{"order_id":"#, &bytes)
    string(report.orderID, &bytes)
    put(#","exec_type":""#, &bytes)
    put(report.kind.rawValue, &bytes)
    put(#"","order_status":"#, &bytes)
    string(report.status, &bytes)
    if let clientID = report.clientID {
      put(#","cl_ord_id":"#, &bytes)
      string(clientID, &bytes)
    }
    if let terms = report.terms { append(terms, instrument, &bytes) }
    if let execution = report.execution { append(execution, instrument, &bytes) }
    if let progress = report.progress { append(progress, instrument, &bytes) }
    if let reason = report.reason {
      put(#","reason":"#, &bytes)
      string(reason, &bytes)
    }
    put(#","timestamp":"#, &bytes)
    time(report.time, &bytes)
    put("}", &bytes)
  }

  private static func append(_ terms: OrderReport.Terms, _ instrument: Instrument, _ bytes: inout [UInt8]) {
    put(#","symbol":"#, &bytes)
    string(terms.symbol, &bytes)
    put(#","side":""#, &bytes)
    put(terms.side.text, &bytes)
    put(terms.limitPrice == nil ? #"","order_type":"market""# : #"","order_type":"limit""#, &bytes)
    put(#","order_qty":"#, &bytes)
    decimal(terms.quantity.units, instrument.quantityDecimals, &bytes)
    if let price = terms.limitPrice {
      put(#","limit_price":"#, &bytes)
      decimal(price.units, instrument.priceDecimals, &bytes)
    }
    put(#","time_in_force":"#, &bytes)
    string(terms.timeInForce, &bytes)
  }

  private static func append(_ execution: OrderReport.Execution, _ instrument: Instrument, _ bytes: inout [UInt8]) {
    put(#","exec_id":"#, &bytes)
    string(execution.execID, &bytes)
    put(#","trade_id":"#, &bytes)
    integer(execution.tradeID, &bytes)
    put(#","symbol":"#, &bytes)
    string(execution.symbol, &bytes)
    put(#","side":""#, &bytes)
    put(execution.side.text, &bytes)
    put(#"","last_qty":"#, &bytes)
    decimal(execution.quantity.units, instrument.quantityDecimals, &bytes)
    put(#","last_price":"#, &bytes)
    decimal(execution.price.units, instrument.priceDecimals, &bytes)
    put(execution.isMaker ? #","liquidity_ind":"m","cost":"# : #","liquidity_ind":"t","cost":"#, &bytes)
    money(execution.cost, &bytes)
    put(#","fees":[{"asset":"#, &bytes)
    string(execution.feeAsset, &bytes)
    put(#","qty":"#, &bytes)
    money(execution.fee, &bytes)
    put("}]", &bytes)
  }

  private static func append(_ progress: OrderReport.Progress, _ instrument: Instrument, _ bytes: inout [UInt8]) {
    put(#","cum_qty":"#, &bytes)
    decimal(progress.quantity.units, instrument.quantityDecimals, &bytes)
    put(#","cum_cost":"#, &bytes)
    money(progress.cost, &bytes)
    guard progress.quantity.units > 0 else { return }
    // cost / quantity in price units, rounded half up: 10^(18 − price − quantity decimals) is the money of one unit of each.
    let room = Int128(DecimalText.power(max(0, Money.scale - instrument.priceDecimals - instrument.quantityDecimals)))
    let divisor = Int128(progress.quantity.units) * room
    put(#","avg_price":"#, &bytes)
    DecimalText.append((progress.cost.units + divisor / 2) / divisor, scale: instrument.priceDecimals, to: &bytes)
  }

  /// The snapshot of the `balances` channel.
  public static func balancesSnapshot(_ balances: [AssetBalance], sequence: UInt64, to bytes: inout [UInt8]) {
    put(#"{"channel":"balances","type":"snapshot","data":["#, &bytes)
    for index in balances.indices {
      put(index == 0 ? #"{"asset":"# : #",{"asset":"#, &bytes)
      string(balances[index].asset, &bytes)
      put(#","asset_class":"currency","balance":"#, &bytes)
      money(balances[index].amount, &bytes)
      put(#","wallets":[{"type":"spot","id":"main","balance":"#, &bytes)
      money(balances[index].amount, &bytes)
      put("}]}", &bytes)
    }
    put(#"],"sequence":"#, &bytes)
    integer(sequence, &bytes)
    put("}", &bytes)
  }

  /// An update of the `balances` channel: one ledger entry of a trade.
  public static func balanceUpdate(_ change: BalanceChange, sequence: UInt64, to bytes: inout [UInt8]) {
    put(#"{"channel":"balances","type":"update","data":[{"ledger_id":"#, &bytes)
    string(change.ledgerID, &bytes)
    put(#","ref_id":"#, &bytes)
    string(change.reference, &bytes)
    put(#","timestamp":"#, &bytes)
    time(change.time, &bytes)
    put(#","type":"trade","category":"trade","asset":"#, &bytes)
    string(change.asset, &bytes)
    put(#","asset_class":"currency","wallet_type":"spot","wallet_id":"main","amount":"#, &bytes)
    money(change.amount, &bytes)
    put(#","fee":"#, &bytes)
    money(change.fee, &bytes)
    put(#","balance":"#, &bytes)
    money(change.balance, &bytes)
    put(#"}],"sequence":"#, &bytes)
    integer(sequence, &bytes)
    put("}", &bytes)
  }
}
