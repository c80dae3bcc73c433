import TestSupport
import Testing

@testable import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Layers in every vector width of the processor against plain sums in double precision.
@Suite("Network layers") struct NetworkLayersTests {
  static var widths: [Int32] { [2, 4, 8].filter { $0 <= widestVector } }

  private static func activated(_ x: Double, _ activation: NetworkActivation, _ slope: Double) -> Double {
    switch activation {
    case .none: x
    case .relu: max(x, 0)
    case .leakyRelu: x < 0 ? slope * x : x
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: tanh(x)
    }
  }

  @Test("of any size agree with plain sums", arguments: NetworkActivation.allCases) func dense(activation: NetworkActivation) {
    var random = SeededGenerator(seed: 4)
    for (inputs, outputs) in [(1, 1), (3, 16), (7, 17), (50, 64), (64, 32), (33, 100), (10, 130), (0, 5), (129, 48)] {
      let width = paddedLayerWidth(outputs)
      var weights = [Float](repeating: 0, count: inputs * width + width)
      for row in 0...inputs { for column in 0..<outputs { weights[row * width + column] = Float.random(in: -0.5...0.5, using: &random) } }
      let x = (0..<inputs).map { _ in Double(Float.random(in: -2...2, using: &random)) }
      for vectorWidth in Self.widths {
        var values = x + [Double](repeating: .nan, count: outputs) + [123]
        var span = values.mutableSpan
        denseLayer(
          &span, input: 0, inputs: inputs, output: inputs, outputs: outputs, weights: weights.span, weightsAt: 0, biasAt: inputs * width, activation: activation,
          slope: 0.25, vectorWidth: vectorWidth)
        for column in 0..<outputs {
          let sum = x.enumerated().reduce(Double(weights[inputs * width + column])) { $0 + $1.element * Double(weights[$1.offset * width + column]) }
          #expect(abs(values[inputs + column] - Self.activated(sum, activation, 0.25)) < 1e-5, "\(inputs) × \(outputs), width \(vectorWidth), output \(column)")
        }
        #expect(values.last == 123)
      }
    }
  }

  @Test("sigmoid and tanh err by less than 1.5e-7") func activations() {
    for vectorWidth in Self.widths {
      for (activation, exact) in [(NetworkActivation.sigmoid, { 1 / (1 + exp(-$0)) }), (.tanh, { tanh($0) })] as [(NetworkActivation, (Double) -> Double)] {
        var worst = 0.0
        for block in 0..<4000 {
          let inputs = (0..<16).map { Float(Double(block * 16 + $0) / 32_000 * 40 - 40) }
          var values = inputs
          var span = values.mutableSpan
          Kernels.activations(&span, activation, slope: 0, vectorWidth: vectorWidth)
          for (x, y) in zip(inputs, values) { worst = max(worst, abs(Double(y) - exact(Double(x)))) }
        }
        #expect(worst < 1.5e-7, "\(activation), width \(vectorWidth): \(worst)")
      }
    }
  }

  @Test("of special numbers stay what they are") func specials() {
    for vectorWidth in Self.widths {
      for activation in NetworkActivation.allCases {
        var values: [Float] = [.nan, .infinity, -.infinity, 0, -0.0, 1e30, -1e30, .leastNonzeroMagnitude] + [Float](repeating: 1, count: 8)
        let before = values
        var span = values.mutableSpan
        Kernels.activations(&span, activation, slope: 0.5, vectorWidth: vectorWidth)
        for (x, y) in zip(before, values) {
          let wanted = Self.activated(Double(x), activation, 0.5)
          #expect(x.isNaN ? y.isNaN : Double(y) == wanted || abs(Double(y) - wanted) < 1.5e-7 * max(1, abs(wanted)), "\(activation) of \(x): \(y)")
        }
      }
    }
  }

  @Test("of dot products agree with plain sums") func dots() {
    var random = SeededGenerator(seed: 5)
    for (inputs, outputs) in [(0, 1), (1, 1), (7, 2), (8, 1), (50, 1), (50, 3), (129, 2)] {
      let x = (0..<inputs).map { _ in Double.random(in: -1...1, using: &random) }
      let weights = (0..<(outputs * (inputs + 1))).map { _ in Double.random(in: -1...1, using: &random) }
      for vectorWidth in Self.widths {
        var values = x + [Double](repeating: 0, count: outputs)
        var span = values.mutableSpan
        dotProducts(&span, input: 0, inputs: inputs, output: inputs, outputs: outputs, weights: weights.span, weightsAt: 0, vectorWidth: vectorWidth)
        for output in 0..<outputs {
          let row = weights[(output * (inputs + 1))..<((output + 1) * (inputs + 1))]
          let sum = zip(x, row).reduce(row.last ?? 0) { $0 + $1.0 * $1.1 }
          #expect(abs(values[inputs + output] - sum) < 1e-13)
        }
      }
    }
  }

  @Test("of an LSTM are the same in every width to the last digits") func lstm() {
    var random = SeededGenerator(seed: 6)
    for (steps, inputs, hidden) in [(1, 1, 1), (5, 3, 16), (4, 8, 17), (6, 16, 32), (3, 5, 50)] {
      let count = lstmWeightCount(inputs: inputs, hidden: hidden, hasPeepholes: true)
      let weights = (0..<count).map { _ in Float.random(in: -0.3...0.3, using: &random) }
      let row = (0..<(steps * inputs + 2 * hidden)).map { _ in Double(Float.random(in: -1...1, using: &random)) }
      var first: [Double]?
      for vectorWidth in Self.widths {
        var values = row + [Double](repeating: 0, count: (steps + 2) * hidden)
        var span = values.mutableSpan
        lstmLayer(
          &span, input: 0, steps: steps, inputs: inputs, hidden: hidden, state: steps * inputs, output: row.count, last: row.count + steps * hidden, weights: weights.span,
          weightsAt: 0, hasPeepholes: true, isReverse: false, vectorWidth: vectorWidth)
        if let first {
          #expect(zip(first, values).allSatisfy { abs($0 - $1) < 1e-6 })
        } else {
          first = values
        }
      }
    }
  }
}
