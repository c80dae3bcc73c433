/// The `instrument` channel: reference data of all assets and pairs, then what changes of them.
public struct InstrumentFrame: Hashable, Sendable {
  public var isSnapshot: Bool
  public var assets: [AssetStatement]
  public var pairs: [PairStatement]

  public init(isSnapshot: Bool, assets: [AssetStatement] = [], pairs: [PairStatement] = []) {
    self.isSnapshot = isSnapshot
    self.assets = assets
    self.pairs = pairs
  }
}
