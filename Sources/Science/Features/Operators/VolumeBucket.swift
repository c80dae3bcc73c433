/// One completed volume bucket of ``VolumeSynchronisedPIN``.
public struct VolumeBucket: Hashable, Sendable, Codable {
  /// Time of the trade that completed it.
  public var time: Int64
  /// Volume bought and sold by takers, in quantity units; together the bucket's volume.
  public var buy: Int64
  public var sell: Int64
  /// Σ|buy − sell| / (buckets × volume) over the last buckets, 0…1; `nil` for the first buckets − 1.
  public var probability: Double?
  /// How many buckets in a row are this one, all of one trade: 1, or more where a trade fills so many that nothing changes any more.
  public var repeats: Int64
}
