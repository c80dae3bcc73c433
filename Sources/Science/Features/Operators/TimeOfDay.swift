/// Where in the day and in the week an event lies, as points on circles, and as UTC hour and weekday (Monday 0).
///
/// ```text
/// day angle = 2π (ns since midnight)/86,400 s      week angle = 2π (ns since Monday 00:00)/604,800 s
/// ```
///
/// From integers, by floor division, also before 1970. Needs the time alone: a value that is not finite is fine, and as there is no state nothing is late.
/// O(1). The definition `time_of_day`.
public struct TimeOfDay: FeatureOperator {
  public static var calculator: String { "time_of_day" }
  public static var cost: OperatorCost { .constant }

  private static let day: Int64 = 86_400_000_000_000

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {}

  public var outputs: [String] { ["sin_day", "cos_day", "sin_week", "cos_week", "hour", "weekday"] }

  public mutating func update(_ point: SeriesPoint) -> Bool { true }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let remainder = now % Self.day
    let sinceMidnight = remainder < 0 ? remainder + Self.day : remainder
    let days = (now / Self.day) - (remainder < 0 ? 1 : 0)
    // 1970-01-01 was a Thursday.
    let weekday = ((days + 3) % 7 + 7) % 7
    let daily = MathFunctions.circle(Double(sinceMidnight) / Double(Self.day))
    let weekly = MathFunctions.circle(Double(weekday * Self.day + sinceMidnight) / Double(7 * Self.day))
    values[0] = daily.sine
    values[1] = daily.cosine
    values[2] = weekly.sine
    values[3] = weekly.cosine
    values[4] = Double(sinceMidnight / (Self.day / 24))
    values[5] = Double(weekday)
  }
}
