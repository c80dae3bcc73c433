internal import CKernels

/// The most inputs that ``denseLayer(_:input:inputs:output:outputs:weights:weightsAt:biasAt:activation:slope:)`` and one step of ``lstmLayer`` take.
public let widestNetworkLayer = FRIDAY_WIDEST_LAYER
/// The most hidden units of an LSTM.
public let widestNetworkState = FRIDAY_WIDEST_STATE

/// Sixteen-fold size that holds `count`: layers store their outputs in blocks of sixteen.
@inlinable public func paddedLayerWidth(_ count: Int) -> Int { (count + 15) / 16 * 16 }

/// A dense layer in single precision: y = activation(b + Wᵀx).
///
/// - Parameters:
///   - values: holds x at `input`, receives y at `output`; both as doubles of single-precision values.
///   - weights: W at `weightsAt`, shape `[inputs × p]` with p = ``paddedLayerWidth(_:)`` of `outputs`, zeros behind the last output; b at `biasAt`, p values.
///   - slope: of ``NetworkActivation/leakyRelu``.
/// - Precondition: inputs ≤ ``widestNetworkLayer``; all ranges lie in `values` and `weights`; x and y do not overlap.
/// - Complexity: inputs · p multiplications, sixteen or more a cycle where the processor can; no allocation. Vector width by the processor.
public func denseLayer(
  _ values: inout MutableSpan<Double>, input: Int, inputs: Int, output: Int, outputs: Int, weights: Span<Float>, weightsAt: Int, biasAt: Int,
  activation: NetworkActivation, slope: Float
) {
  denseLayer(
    &values, input: input, inputs: inputs, output: output, outputs: outputs, weights: weights, weightsAt: weightsAt, biasAt: biasAt, activation: activation,
    slope: slope, vectorWidth: widestVector)
}

/// The same with vectors of a width that the processor has.
func denseLayer(
  _ values: inout MutableSpan<Double>, input: Int, inputs: Int, output: Int, outputs: Int, weights: Span<Float>, weightsAt: Int, biasAt: Int,
  activation: NetworkActivation, slope: Float, vectorWidth: Int32
) {
  let padded = paddedLayerWidth(outputs)
  precondition(vectorWidth <= widestVector, "a width that the processor has")
  precondition(inputs >= 0 && outputs >= 0 && inputs <= widestNetworkLayer && outputs < 1 << 24, "layers have at most so many inputs")
  precondition(input >= 0 && output >= 0 && input <= values.count - inputs && output <= values.count - outputs, "x and y lie in the values")
  precondition(input + inputs <= output || output + outputs <= input, "x and y do not overlap")
  precondition(weightsAt >= 0 && biasAt >= 0 && weightsAt <= weights.count - inputs * padded && biasAt <= weights.count - padded, "W and b lie in the weights")
  // SAFETY: the ranges were checked above; the function reads x, W and b, writes y, and keeps no pointer.
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let x = values.baseAddress, let w = weights.baseAddress else { return }
      // SAFETY: as above.
      unsafe friday_dense_layer(vectorWidth, x + input, inputs, w + weightsAt, w + biasAt, outputs, activation.rawValue, slope, x + output)
    }
  }
}

/// One direction of an LSTM in single precision.
///
/// ```text
/// i = σ(W_i x + R_i h + b_i + P_i c)     f = σ(W_f x + R_f h + b_f + P_f c)     g = tanh(W_c x + R_c h + b_c)
/// c ← f c + i g                          o = σ(W_o x + R_o h + b_o + P_o c)     h ← o tanh c
/// ```
///
/// - Parameters:
///   - values: holds x at `input`, `[steps × inputs]`, and h₀ then c₀ at `state`; receives h of every step at `output`, `[steps × hidden]`, at the
///     place of the step it belongs to, and the last h then c at `last`.
///   - weights: from `weightsAt`: W `[inputs × 4p]`, R `[hidden × 4p]`, b `[4p]` and with peepholes P `[3p]`, gates in the order i, o, f, c, each padded with
///     zeros to p = ``paddedLayerWidth(_:)`` of `hidden`.
///   - isReverse: from the last step to the first.
/// - Precondition: inputs ≤ ``widestNetworkLayer``, hidden ≤ ``widestNetworkState``; what is read and what is written do not overlap.
/// - Complexity: steps · (inputs + hidden) · 4p multiplications; no allocation; 56 KiB of stack.
///
/// Error of σ and tanh: below 1.5e-7 absolute. Source: Hochreiter & Schmidhuber 1997; Gers et al. 2002 for peepholes.
public func lstmLayer(
  _ values: inout MutableSpan<Double>, input: Int, steps: Int, inputs: Int, hidden: Int, state: Int, output: Int, last: Int, weights: Span<Float>,
  weightsAt: Int, hasPeepholes: Bool, isReverse: Bool
) {
  lstmLayer(
    &values, input: input, steps: steps, inputs: inputs, hidden: hidden, state: state, output: output, last: last, weights: weights, weightsAt: weightsAt,
    hasPeepholes: hasPeepholes, isReverse: isReverse, vectorWidth: widestVector)
}

/// The same with vectors of a width that the processor has.
func lstmLayer(
  _ values: inout MutableSpan<Double>, input: Int, steps: Int, inputs: Int, hidden: Int, state: Int, output: Int, last: Int, weights: Span<Float>,
  weightsAt: Int, hasPeepholes: Bool, isReverse: Bool, vectorWidth: Int32
) {
  precondition(vectorWidth <= widestVector, "a width that the processor has")
  precondition((1...widestNetworkLayer).contains(inputs) && (1...widestNetworkState).contains(hidden), "an LSTM has at most so many inputs and units")
  precondition(steps >= 0 && steps < 1 << 24, "a sequence has at most so many steps")
  precondition(input >= 0 && state >= 0 && output >= 0 && last >= 0, "places are not negative")
  precondition(input <= values.count - steps * inputs && state <= values.count - 2 * hidden, "what is read lies in the values")
  precondition(output <= values.count - steps * hidden && last <= values.count - 2 * hidden, "what is written lies in the values")
  let size = lstmWeightCount(inputs: inputs, hidden: hidden, hasPeepholes: hasPeepholes)
  precondition(weightsAt >= 0 && weightsAt <= weights.count - size, "the weights are there")
  // SAFETY: the ranges were checked above; the function reads x, the state and the weights, writes the outputs, and keeps no pointer.
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let v = values.baseAddress, let w = weights.baseAddress else { return }
      // SAFETY: as above.
      unsafe friday_lstm(
        vectorWidth, v + input, steps, inputs, hidden, w + weightsAt, hasPeepholes ? 1 : 0, isReverse ? 1 : 0, v + state, v + output, v + last)
    }
  }
}

/// Floats that the weights of one direction of ``lstmLayer`` take.
public func lstmWeightCount(inputs: Int, hidden: Int, hasPeepholes: Bool) -> Int {
  let padded = paddedLayerWidth(hidden)
  return (inputs + hidden + 1) * 4 * padded + (hasPeepholes ? 3 * padded : 0)
}

/// Several dot products of one vector in double precision: y_o = b_o + Σ x_i w_oi.
///
/// - Parameters:
///   - values: holds x at `input`, receives y at `output`.
///   - weights: from `weightsAt`, `[outputs × (inputs + 1)]`, each row's last is b_o.
/// - Complexity: inputs · outputs multiplications; no allocation. Vector width by the processor; the order of additions differs from left to right.
public func dotProducts(_ values: inout MutableSpan<Double>, input: Int, inputs: Int, output: Int, outputs: Int, weights: Span<Double>, weightsAt: Int) {
  dotProducts(
    &values, input: input, inputs: inputs, output: output, outputs: outputs, weights: weights, weightsAt: weightsAt, vectorWidth: widestVector)
}

/// The same with vectors of a width that the processor has.
func dotProducts(
  _ values: inout MutableSpan<Double>, input: Int, inputs: Int, output: Int, outputs: Int, weights: Span<Double>, weightsAt: Int, vectorWidth: Int32
) {
  precondition(vectorWidth <= widestVector, "a width that the processor has")
  precondition(inputs >= 0 && outputs >= 0 && input >= 0 && output >= 0 && weightsAt >= 0, "counts and places are not negative")
  precondition(input <= values.count - inputs && output <= values.count - outputs, "x and y lie in the values")
  precondition(input + inputs <= output || output + outputs <= input, "x and y do not overlap")
  precondition(weightsAt <= weights.count - outputs * (inputs + 1), "the weights are there")
  // SAFETY: the ranges were checked above; the function reads x and the weights, writes y, and keeps no pointer.
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let v = values.baseAddress, let w = weights.baseAddress else { return }
      // SAFETY: as above.
      unsafe friday_dot_products(vectorWidth, v + input, inputs, w + weightsAt, outputs, v + output)
    }
  }
}

/// An activation of every value, in place.
///
/// - Parameter values: a multiple of sixteen of them.
/// - Complexity: O(n), about 0.3 ns a value with AVX-512; no allocation. Error of σ and tanh: below 1.5e-7 absolute.
public func activations(_ values: inout MutableSpan<Float>, _ activation: NetworkActivation, slope: Float = 0.01) {
  activations(&values, activation, slope: slope, vectorWidth: widestVector)
}

/// The same with vectors of a width that the processor has.
func activations(_ values: inout MutableSpan<Float>, _ activation: NetworkActivation, slope: Float, vectorWidth: Int32) {
  precondition(vectorWidth <= widestVector && values.count % 16 == 0, "a width that the processor has, and whole blocks")
  let count = values.count
  // SAFETY: the function reads and writes `count` values, a multiple of sixteen.
  unsafe values.withUnsafeMutableBufferPointer { values in
    if let start = values.baseAddress { unsafe friday_activations(vectorWidth, start, count, activation.rawValue, slope) }
  }
}
