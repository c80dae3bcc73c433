public import Domain

/// Takes what the books gained, to make it durable behind the feed's thread. Never blocks, never drops: when its bound is reached it says so.
public protocol BookkeepingSink: AnyObject {
  /// - Returns: `false` when the bound is reached and the engine must stop.
  func booked(_ entries: [LedgerEntry]) -> Bool
  func reconciled(_ report: ReconciliationReport) -> Bool
}
