/// Volume-synchronised probability of informed trading, sides by bulk classification of bars.
///
/// ```text
/// buy share of a bar = Φ(ΔC/σ), σ the sample deviation of the last `sigma_bars` ΔC (½ at ΔC = 0; 0 or 1 by its sign at σ = 0)
/// buckets of exactly `bucket_volume`, filled in order, an item split where it is larger      vpin = Σ |buy − sell| / (buckets · bucket_volume)
/// ```
///
/// Volumes are decimals of the market's scale: fill and split are decided on integers. Bars before σ exists are skipped, those without volume count for σ alone.
/// Outputs are those of the last completed bucket. O(1) amortised a bar and completed bucket; of one bar's equal buckets no more than `buckets` are gone through.
///
/// Source: Easley, López de Prado & O'Hara 2012; the definition `vpin`, classification `bulk`.
public struct BulkVolumeSynchronisedPIN: FeatureOperator {
  /// A completed bucket.
  public struct Bucket: Hashable, Sendable, Codable {
    /// Open time of the bar that completed it.
    public var time: Int64
    public var buy: Double
    public var sell: Double
    /// NaN before as many buckets as are averaged.
    public var vpin: Double
  }

  private enum Classification: String, CaseIterable { case bulk }

  public static var calculator: String { "vpin" }
  public static var cost: OperatorCost { .constant }

  private let size: Int64
  private let power: Double
  private let buckets: Int
  private let sigmaBars: Int
  private var close = Double.nan
  private var changes = SlidingWindow<SecondMoments>()
  private var filled: Int64 = 0
  private var buy = 0.0
  private var imbalances = SlidingWindow<SumAggregate>()
  private var last = Bucket(time: .min, buy: .nan, sell: .nan, vpin: .nan)
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let _: Classification = try parameters.choice("classification")
    power = parameters.scale.quantityPower
    let power = power
    let volume = try parameters.number("bucket_volume", need: "a whole number of the market's quantity units, at least one") {
      let units = ($0 * power).rounded()
      return units >= 1 && units < 0x1p62 && abs($0 * power - units) <= 4 * units.ulp
    }
    size = Int64((volume * power).rounded())
    buckets = try parameters.count("buckets")
    sigmaBars = try parameters.count("sigma_bars", atLeast: 2)
  }

  public var outputs: [String] { ["buy", "sell", "vpin"] }

  public mutating func update(_ bar: Bar) -> Bool { update(bar, every: false) { _ in } }

  /// As ``update(_:)``, and hands over every bucket that the bar completes, in order.
  public mutating func update(_ bar: Bar, completed: (Bucket) -> Void) -> Bool { update(bar, every: true, completed: completed) }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = last.buy
    values[1] = last.sell
    values[2] = last.vpin
  }

  private mutating func update(_ bar: Bar, every: Bool, completed: (Bucket) -> Void) -> Bool {
    guard bar.close.isFinite, bar.volume >= 0, bar.volume * power < 0x1p62, bar.time >= latest else { return false }
    latest = bar.time
    let change = bar.close - close
    close = bar.close
    guard !change.isNaN else { return true }
    changes.push(change, keeping: sigmaBars)
    guard changes.count >= 2 else { return true }
    let sigma = (changes.total.squares / Double(changes.count - 1)).squareRoot()
    let share = change == 0 ? 0.5 : sigma == 0 ? (change > 0 ? 1 : 0) : MathFunctions.normalDistribution(change / sigma)
    var left = Int64((bar.volume * power).rounded())
    while left > 0 {
      let piece = min(left, size - filled)
      buy += share * Double(piece)
      filled += piece
      left -= piece
      guard filled == size else { break }
      complete(at: bar.time)
      completed(last)
      filled = 0
      buy = 0
      // Whole buckets of one share are alike: past those that are averaged they change nothing.
      if !every, left / size > Int64(buckets) { left = left % size + Int64(buckets) * size }
    }
    return true
  }

  private mutating func complete(at time: Int64) {
    let sell = Double(size) - buy
    imbalances.push(abs(buy - sell), keeping: buckets)
    let vpin = imbalances.count == buckets ? imbalances.total.sum / (Double(buckets) * Double(size)) : .nan
    last = Bucket(time: time, buy: buy / power, sell: sell / power, vpin: vpin)
  }
}
