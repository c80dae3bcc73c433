public import Domain

/// The books of one account: every balance is the sum of its entries, exact.
///
/// Double entry in spirit: a fill moves the base asset one way, the quote asset the other, and each fee leaves its own entry, so that
/// nothing is ever set, only added, and every balance can be explained line by line.
///
/// ```text
/// buy 0.5 BTC/USD for 30,000, fee 78   →   +0.5 BTC trade   −30,000 USD trade   −78 USD fee
/// ```
///
/// Asset names are normalised (``AssetCode``). The ledger keeps balances and the identifiers of the latest executions, not the entries:
/// those belong to the store, whose unique ids refuse a repetition older than ``executionCapacity``.
///
/// Range: balances up to ±1.7 · 10²⁰ of an asset; beyond it arithmetic traps.
public struct Ledger: Sendable {
  /// Whose books these are: the `account` of every entry.
  public let account: String
  /// How many execution identifiers are remembered to recognise a repeated fill. The oldest is forgotten first.
  public let executionCapacity: Int
  /// Entries booked since the ledger's beginning, those it was built from included.
  public private(set) var entryCount = 0

  private var amounts: [String: Money] = [:]
  private var known: Set<String> = []
  private var order: [String] = []
  private var oldest = 0

  /// Rebuilds the books from their entries.
  ///
  /// - Parameters:
  ///   - entries: all entries of the account, oldest first; those of other accounts are left out, an id that comes twice counts once.
  ///   - executionCapacity: at least 1.
  /// - Complexity: O(entries).
  public init(account: String, entries: [LedgerEntry], executionCapacity: Int = 100_000) {
    precondition(executionCapacity > 0, "the ledger must remember at least one execution")
    self.account = account
    self.executionCapacity = executionCapacity
    var seen: Set<String> = []
    for entry in entries where entry.account == account && seen.insert(entry.id).inserted {
      book(entry)
      if entry.kind == .trade { remember(entry.reference) }
    }
  }

  /// Books what the account held before its first entry.
  ///
  /// - Returns: the opening entries, one an asset that is held; none when the ledger has entries already: history is not opened twice.
  public mutating func open(with balances: [AssetBalance], at time: Timestamp) -> [LedgerEntry] {
    guard entryCount == 0 else { return [] }
    var sums: [String: Money] = [:]
    for balance in balances { sums[AssetCode.normalised(balance.asset), default: .zero] += balance.amount }
    let entries = sums.sorted { $0.key < $1.key }.filter { $0.value != .zero }.map { asset, amount in
      LedgerEntry(
        id: "\(account):opening:\(asset)", account: account, asset: asset, kind: .opening, amount: amount, reference: "opening", time: time)
    }
    entries.forEach { book($0) }
    return entries
  }

  /// Books a fill: base, quote, and one fee entry an asset. A fill that moves nothing of an asset has no entry of it.
  ///
  /// - Returns: the entries to be stored, in the order base, quote, fees; none when the execution is known already.
  public mutating func apply(_ fill: Fill) -> [LedgerEntry] {
    guard !known.contains(fill.execID) else { return [] }
    remember(fill.execID)
    func entry(_ asset: String, _ kind: LedgerEntry.Kind, _ amount: Money) -> LedgerEntry {
      LedgerEntry(
        id: "\(fill.execID):\(asset):\(kind.rawValue)", account: account, asset: asset, kind: kind, amount: amount, reference: fill.execID,
        time: fill.time)
    }
    let buys = fill.side == .buy
    var fees: [String: Money] = [:]
    for fee in fill.fees { fees[AssetCode.normalised(fee.asset), default: .zero] += fee.amount }
    var entries = [
      entry(AssetCode.normalised(fill.base), .trade, buys ? fill.quantity : -fill.quantity),
      entry(AssetCode.normalised(fill.quote), .trade, buys ? -fill.cost : fill.cost),
    ]
    entries += fees.sorted { $0.key < $1.key }.filter { $0.value != .zero }.map { entry($0.key, .fee, -$0.value) }
    entries.forEach { book($0) }
    return entries
  }

  /// What the account holds, by asset name; an asset whose entries add up to zero is listed with zero.
  public var balances: [AssetBalance] {
    amounts.sorted { $0.key < $1.key }.map { AssetBalance(asset: $0.key, amount: $0.value) }
  }

  /// What it holds of one asset, under any of the asset's codes; zero when it never held any.
  public func balance(of asset: String) -> Money { amounts[AssetCode.normalised(asset)] ?? .zero }

  /// Adds a correction. Only a reconciliation makes one.
  mutating func correct(_ entry: LedgerEntry) {
    precondition(entry.kind == .correction && entry.account == account, "only corrections of this account")
    book(entry)
  }

  private mutating func book(_ entry: LedgerEntry) {
    amounts[AssetCode.normalised(entry.asset), default: .zero] += entry.amount
    entryCount += 1
  }

  private mutating func remember(_ execution: String) {
    guard known.insert(execution).inserted else { return }
    if order.count < executionCapacity {
      order.append(execution)
    } else {
      known.remove(order[oldest])
      order[oldest] = execution
      oldest = (oldest + 1) % executionCapacity
    }
  }
}
