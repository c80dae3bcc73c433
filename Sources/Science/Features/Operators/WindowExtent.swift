/// How far back a window reaches.
enum WindowExtent: Hashable, Sendable, Codable {
  /// The last n observations; defined once n are there.
  case events(Int)
  /// (t − W, t] of event time in ns; defined as soon as one observation is there.
  case time(Int64)

  /// Takes `window_events` or `window_ns`, exactly one of which must be there.
  init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    switch (parameters.has("window_events"), parameters.has("window_ns")) {
    case (true, false): self = .events(try parameters.count("window_events"))
    case (false, true): self = .time(try parameters.nanoseconds("window_ns"))
    case (true, true): throw ParameterFault(key: "window_events", reason: "stands beside \"window_ns\"; one of them is the window")
    case (false, false): throw ParameterFault(key: "window_ns", reason: "is missing; \"window_ns\" or \"window_events\" is the window")
    }
  }
}
