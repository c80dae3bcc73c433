#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What an elementwise step computes, in double precision; the step rounds to its type.
enum NetworkFunction: UInt8 {
  // of one value
  case copy, negative, absolute, relu, leakyRelu, sigmoid, tanh, exponential, logarithm, squareRoot, reciprocal, floor, ceiling, round, errorFunction
  case elu, selu, softplus, softsign, hardSigmoid, sign, not, isNaN, truncate, truth, clip
  // of two
  case add, subtract, multiply, divide, divideIntegers, power, minimum, maximum, equal, greater, less, greaterOrEqual, lessOrEqual, and, or, slopeBelowZero

  /// - Parameters:
  ///   - x, y: operands; functions of one value take x alone.
  ///   - p, q: parameters, such as a slope.
  @inline(__always) func callAsFunction(_ x: Double, _ y: Double, p: Double, q: Double) -> Double {
    switch self {
    case .copy: x
    case .negative: -x
    case .absolute: abs(x)
    case .relu: x < 0 ? 0 : x
    case .leakyRelu: x < 0 ? p * x : x
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: Self.hyperbolicTangent(x)
    case .exponential: exp(x)
    case .logarithm: log(x)
    case .squareRoot: x.squareRoot()
    case .reciprocal: 1 / x
    case .floor: x.rounded(.down)
    case .ceiling: x.rounded(.up)
    case .round: x.rounded(.toNearestOrEven)
    case .errorFunction: erf(x)
    case .elu: x < 0 ? p * expm1(x) : x
    case .selu: x > 0 ? q * x : q * p * expm1(x)
    case .softplus: max(x, 0) + log1p(exp(-abs(x)))
    case .softsign: x / (1 + abs(x))
    case .hardSigmoid: max(0, min(1, p * x + q))
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .not: x == 0 ? 1 : 0
    case .isNaN: x.isNaN ? 1 : 0
    case .truncate: x.isNaN ? 0 : x.rounded(.towardZero)
    case .truth: x != 0 ? 1 : 0
    case .clip: x < p ? p : x > q ? q : x
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .divideIntegers: y == 0 ? 0 : (x / y).rounded(.towardZero)
    case .power: pow(x, y)
    case .minimum: x.isNaN || x < y ? x : y
    case .maximum: x.isNaN || x > y ? x : y
    case .equal: x == y ? 1 : 0
    case .greater: x > y ? 1 : 0
    case .less: x < y ? 1 : 0
    case .greaterOrEqual: x >= y ? 1 : 0
    case .lessOrEqual: x <= y ? 1 : 0
    case .and: x != 0 && y != 0 ? 1 : 0
    case .or: x != 0 || y != 0 ? 1 : 0
    case .slopeBelowZero: x < 0 ? x * y : x
    }
  }

  /// tanh x; the case of that name hides the C library's.
  private static func hyperbolicTangent(_ x: Double) -> Double {
    let size = abs(x)
    // (e^2x − 1) / (e^2x + 1) with e^2x − 1 taken whole, so that nothing cancels near zero.
    guard size < 22 else { return x.isNaN ? x : x < 0 ? -1 : 1 }
    let grown = expm1(2 * size)
    let result = grown / (grown + 2)
    return x < 0 ? -result : result
  }
}
