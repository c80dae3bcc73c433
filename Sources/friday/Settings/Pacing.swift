import ArgumentParser

/// How fast recorded or simulated time passes: N times its own pace, or as fast as it is taken.
enum Pacing: ExpressibleByArgument, Equatable, CustomStringConvertible {
  case times(Double)
  case max

  init?(argument: String) {
    if argument == "max" {
      self = .max
    } else if let factor = Double(argument), factor > 0, factor.isFinite, factor <= 1e6 {
      self = .times(factor)
    } else {
      return nil
    }
  }

  var description: String {
    switch self {
    case .max: "max"
    case .times(let factor): factor == factor.rounded() ? "\(Int(factor))×" : "\(factor)×"
    }
  }
}
