import Simulation

extension Pacing {
  var pace: Pace {
    switch self {
    case .max: .max
    case .times(let factor): .eventTime(speed: factor)
    }
  }
}
