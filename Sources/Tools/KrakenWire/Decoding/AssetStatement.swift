/// One asset as the `instrument` channel states it.
public struct AssetStatement: Hashable, Sendable {
  public var id: String
  /// `enabled`, `disabled`, `depositonly` …; empty when not stated.
  public var status: String
  public var precision: Int?
  public var displayPrecision: Int?

  public init(id: String, status: String, precision: Int?, displayPrecision: Int?) {
    self.id = id
    self.status = status
    self.precision = precision
    self.displayPrecision = displayPrecision
  }
}
