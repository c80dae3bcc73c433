extension FeatureOperator {
  /// Takes a whole column of observations in, one after the other, and writes the outputs after each: the same numbers, bit for bit, as ``update(_:)`` and
  /// ``write(at:into:)`` in turn.
  ///
  /// One call for many observations: the loop is compiled for each operator, so a row costs no call.
  ///
  /// - Parameters:
  ///   - times: event time of each row, ascending.
  ///   - values: shape `[observations, outputs]`, row by row, overwritten.
  public mutating func run(over observations: Span<Observation>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    step(over: observations, at: times, into: &values)
  }

  /// What ``run(over:at:into:)`` does where an operator has no way of its own.
  @inline(__always) mutating func step(over observations: Span<Observation>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    let width = Self.width(of: self, rows: observations.count, times: times.count, values: values.count)
    for row in observations.indices {
      _ = update(observations[row])
      var part = values._mutatingExtracting(row &* width..<row &* width &+ width)
      write(at: times[row], into: &part)
    }
  }

  /// Outputs a row.
  ///
  /// - Precondition: the shapes fit each other.
  static func width(of operator: Self, rows: Int, times: Int, values: Int) -> Int {
    let width = `operator`.outputs.count
    precondition(times == rows && values == rows * width, "a time and \(width) values a row")
    return width
  }
}

extension FeatureOperator where Self: BitwiseCopyable {
  /// As the other; an operator without a window is kept in registers over the whole run.
  public mutating func run(over observations: Span<Observation>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    let width = Self.width(of: self, rows: observations.count, times: times.count, values: values.count)
    var held = self
    for row in observations.indices {
      _ = held.update(observations[row])
      var part = values._mutatingExtracting(row &* width..<row &* width &+ width)
      held.write(at: times[row], into: &part)
    }
    self = held
  }
}
