/// How fast a simulated exchange plays its market.
public enum Pace: Sendable, Hashable {
  /// At the market's own times, this many times as fast; 1 is real time.
  case eventTime(speed: Double)
  /// As fast as the socket takes it.
  case max
  /// So many events a second, evenly; from 1,000 on the sender stays awake between them, which takes a core.
  case framesPerSecond(Double)
}
