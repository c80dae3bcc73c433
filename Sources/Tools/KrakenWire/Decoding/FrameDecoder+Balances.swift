import Domain
import JSONBytes

extension FrameDecoder {
  /// Reads the data array of a `balances` frame.
  func readBalances(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool, sequence: Int64?) throws -> BalanceFrame {
    var frame = BalanceFrame(sequence: sequence, snapshot: isSnapshot ? [] : nil)
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      let entry = try readBalance(bytes, &cursor, isSnapshot: isSnapshot)
      if isSnapshot { frame.snapshot?.append(AssetBalance(asset: entry.asset, amount: entry.balance)) } else { frame.entries.append(entry) }
      try checkRows(frame.entries.count + (frame.snapshot?.count ?? 0), "data")
    }
    return frame
  }

  private func readBalance(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool) throws -> BalanceFrame.Entry {
    var entry = BalanceFrame.Entry(
      ledgerID: "", referenceID: nil, asset: "", type: "", amount: .zero, fee: .zero, balance: .zero, time: nil)
    var balanceSeen = false
    var amountSeen = false
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if try cursor.null(bytes) { continue }
      if JSONCursor.matches(bytes, key, "asset") {
        entry.asset = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "balance") {
        entry.balance = try cursor.money(bytes, field: "balance")
        balanceSeen = true
      } else if JSONCursor.matches(bytes, key, "amount") {
        entry.amount = try cursor.money(bytes, field: "amount")
        amountSeen = true
      } else if JSONCursor.matches(bytes, key, "fee") {
        entry.fee = try cursor.money(bytes, field: "fee")
      } else if JSONCursor.matches(bytes, key, "ledger_id") {
        entry.ledgerID = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "ref_id") {
        entry.referenceID = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "type") {
        entry.type = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "timestamp") {
        entry.time = try cursor.time(bytes)
      } else {
        try cursor.skipValue(bytes)
      }
    }
    guard !entry.asset.isEmpty else { throw FrameError.missing(field: "asset", offset: cursor.offset) }
    guard balanceSeen else { throw FrameError.missing(field: "balance", offset: cursor.offset) }
    guard isSnapshot || amountSeen else { throw FrameError.missing(field: "amount", offset: cursor.offset) }
    guard isSnapshot || !entry.ledgerID.isEmpty else { throw FrameError.missing(field: "ledger_id", offset: cursor.offset) }
    return entry
  }
}
