/// Sends keys (symbols, accounts, orders) to the variants of an experiment: the same key to the same variant on every machine and after every restart.
///
/// ```text
/// bucket = ⌊ h(experiment, key) · 1,000,000 / 2⁶⁴ ⌋          variant = the one whose share of 0 ..< 1,000,000 holds the bucket
/// ```
///
/// h is FNV-1a over the experiment's name, a zero byte and the key, finished by MurmurHash3's 64-bit mixer, which spreads FNV's weak upper bits. Shares are exact
/// in millionths: no float decides who gets what. Growing the first variant's share moves keys only towards it.
///
/// Source: FNV-1a, Fowler, Noll and Vo 1991; `fmix64`, Appleby 2011; multiply-shift reduction, Lemire 2019.
public struct VariantAssignment: Hashable, Sendable {
  /// One way of doing things and its share of the keys.
  public struct Variant: Hashable, Sendable {
    public var name: String
    /// 0…1,000,000.
    public var millionths: Int

    public init(name: String, millionths: Int) {
      self.name = name
      self.millionths = millionths
    }
  }

  /// Why shares are refused.
  public enum Refusal: Error, Hashable, Sendable {
    case noVariants
    case shareOutOfRange(name: String, millionths: Int)
    /// The shares do not add up to 1,000,000.
    case sum(millionths: Int)
    case repeatedName(String)
  }

  /// Shares add up to this.
  public static let whole = 1_000_000

  public let experiment: String
  public let variants: [Variant]
  private let seed: UInt64

  /// An assignment.
  ///
  /// - Throws: ``Refusal`` unless names differ and shares add up to exactly 1,000,000.
  public init(experiment: String, variants: [Variant]) throws(Refusal) {
    guard !variants.isEmpty else { throw .noVariants }
    var names: Set<String> = []
    var sum = 0
    for variant in variants {
      guard (0...Self.whole).contains(variant.millionths) else {
        throw .shareOutOfRange(name: variant.name, millionths: variant.millionths)
      }
      guard names.insert(variant.name).inserted else { throw .repeatedName(variant.name) }
      sum += variant.millionths
    }
    guard sum == Self.whole else { throw .sum(millionths: sum) }
    self.experiment = experiment
    self.variants = variants
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in experiment.utf8 { hash = Self.fold(byte, into: hash) }
    seed = Self.fold(0, into: hash)
  }

  private static func fold(_ byte: UInt8, into hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

  private static func mixed(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }

  /// Where a key stands among the 1,000,000 buckets.
  public func bucket(of key: String) -> Int {
    var hash = seed
    for byte in key.utf8 { hash = Self.fold(byte, into: hash) }
    return Int(Self.mixed(hash).multipliedFullWidth(by: UInt64(Self.whole)).high)
  }

  /// Index of the key's variant.
  public func variant(of key: String) -> Int {
    var left = bucket(of: key)
    for (index, variant) in variants.enumerated() {
      if left < variant.millionths { return index }
      left -= variant.millionths
    }
    preconditionFailure("shares add up to the number of buckets")
  }
}
