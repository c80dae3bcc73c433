/// What an account holds of one asset.
public struct AssetBalance: Hashable, Sendable, Codable {
  public var asset: String
  public var amount: Money
  public init(asset: String, amount: Money) {
    self.asset = asset
    self.amount = amount
  }
}
