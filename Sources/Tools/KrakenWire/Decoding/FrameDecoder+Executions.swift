import Domain
import JSONBytes

extension FrameDecoder {
  /// Reads the data array of an `executions` frame.
  func readExecutions(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool, sequence: Int64?) throws -> ExecutionFrame {
    var frame = ExecutionFrame(isSnapshot: isSnapshot, sequence: sequence)
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      frame.rows.append(try readExecution(bytes, &cursor))
      try checkRows(frame.rows.count, "data")
    }
    return frame
  }

  private func readExecution(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> ExecutionFrame.Row {
    var row = ExecutionFrame.Row(orderID: "", kindText: "")
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if try cursor.null(bytes) { continue }
      switch key.count {
      case 8 where JSONCursor.matches(bytes, key, "order_id"): row.orderID = try cursor.text(bytes)
      case 9 where JSONCursor.matches(bytes, key, "cl_ord_id"): row.clientID = try cursor.text(bytes)
      case 6 where JSONCursor.matches(bytes, key, "symbol"): row.symbol = try cursor.text(bytes)
      case 4 where JSONCursor.matches(bytes, key, "side"): row.side = try cursor.side(bytes)
      case 9 where JSONCursor.matches(bytes, key, "exec_type"):
        row.kindText = try cursor.text(bytes)
        row.kind = ExecutionReport.Kind(rawValue: row.kindText)
      case 12 where JSONCursor.matches(bytes, key, "order_status"): row.status = try cursor.text(bytes)
      case 6 where JSONCursor.matches(bytes, key, "reason"): row.reason = try cursor.textIfString(bytes)
      case 9 where JSONCursor.matches(bytes, key, "timestamp"): row.time = try cursor.time(bytes)
      case 9 where JSONCursor.matches(bytes, key, "order_qty"): row.orderQuantity = try cursor.money(bytes, field: "order_qty")
      case 7 where JSONCursor.matches(bytes, key, "cum_qty"): row.cumulativeQuantity = try cursor.money(bytes, field: "cum_qty")
      case 7 where JSONCursor.matches(bytes, key, "exec_id"): row.execID = try cursor.text(bytes)
      case 8 where JSONCursor.matches(bytes, key, "trade_id"):
        row.tradeID = try cursor.integer(bytes, field: "trade_id", in: 0...Int64.max)
      case 8 where JSONCursor.matches(bytes, key, "last_qty"): row.lastQuantity = try cursor.money(bytes, field: "last_qty")
      case 10 where JSONCursor.matches(bytes, key, "last_price"): row.lastPrice = try cursor.money(bytes, field: "last_price")
      case 4 where JSONCursor.matches(bytes, key, "cost"): row.cost = try cursor.money(bytes, field: "cost")
      case 4 where JSONCursor.matches(bytes, key, "fees"): row.fees = try readFees(bytes, &cursor)
      default: try cursor.skipValue(bytes)
      }
    }
    guard !row.orderID.isEmpty else { throw FrameError.missing(field: "order_id", offset: cursor.offset) }
    guard !row.kindText.isEmpty else { throw FrameError.missing(field: "exec_type", offset: cursor.offset) }
    return row
  }

  /// All fees of a fill: they may be taken in several assets.
  private func readFees(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> [Fill.Fee] {
    var fees: [Fill.Fee] = []
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      var asset: String?
      var amount: Money?
      var firstKey = true
      try cursor.beginObject(bytes)
      while let key = try cursor.nextKey(bytes, first: &firstKey) {
        if JSONCursor.matches(bytes, key, "asset") {
          asset = try cursor.text(bytes)
        } else if JSONCursor.matches(bytes, key, "qty") {
          amount = try cursor.money(bytes, field: "qty")
        } else {
          try cursor.skipValue(bytes)
        }
      }
      guard let asset else { throw FrameError.missing(field: "asset", offset: cursor.offset) }
      guard let amount else { throw FrameError.missing(field: "qty", offset: cursor.offset) }
      fees.append(Fill.Fee(asset: asset, amount: amount))
      try checkRows(fees.count, "fees")
    }
    return fees
  }
}
