/// What turns a model's score into the probability it should have said.
public struct Calibration: Hashable, Sendable {
  /// The function.
  public enum Method: Hashable, Sendable {
    case platt(PlattCalibration)
    case isotonic(IsotonicCalibration)
  }

  /// Which number of the wrapped model's ``Score`` is read.
  public enum Input: String, Hashable, Sendable, CaseIterable {
    case margin, value
  }

  /// The function.
  public let method: Method
  /// What it reads.
  public let input: Input

  /// A calibration.
  public init(_ method: Method, over input: Input = .margin) {
    self.method = method
    self.input = input
  }

  /// The calibrated probability of a score.
  public func value(of score: Score) -> Double {
    let number = input == .margin ? Double(score.margin) : Double(score.value)
    return switch method {
    case .platt(let platt): platt.value(of: number)
    case .isotonic(let isotonic): isotonic.value(of: number)
    }
  }
}
