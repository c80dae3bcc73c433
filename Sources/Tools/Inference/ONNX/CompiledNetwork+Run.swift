internal import Kernels
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension CompiledNetwork {
  @inline(__always) static func value(_ place: Int32, _ values: borrowing MutableSpan<Double>, _ constants: Span<Double>) -> Double {
    place >= 0 ? values[Int(place)] : constants[Int(~place)]
  }

  @inline(__always) func at(_ view: NetworkView, _ index: Int, _ values: borrowing MutableSpan<Double>) -> Double {
    let place = view.list < 0 ? view.start &+ Int32(truncatingIfNeeded: index) &* view.stride : plan.places.span[Int(view.list) &+ index]
    return Self.value(place, values, plan.constants.span)
  }

  @inline(__always) private static func rounded(_ value: Double, _ rounding: NetworkStep.Rounding) -> Double {
    rounding == .single ? Double(Float(value)) : value
  }

  /// Fills the slots: first the row, then each step's results.
  func run(_ row: Span<Double>, _ values: inout MutableSpan<Double>) {
    precondition(row.count == featureCount, "a row of the network's columns")
    let inputs = inputs.span
    for index in 0..<inputs.count {
      let range = inputs[index].start..<(inputs[index].start + inputs[index].count)
      switch inputs[index].type {
      case .float: for place in range { values[place] = Double(Float(row[place])) }
      case .double: for place in range { values[place] = row[place] }
      case .bool: for place in range { values[place] = row[place] != 0 ? 1 : 0 }
      case .integer, .text: for place in range { values[place] = row[place].rounded(.towardZero) }
      }
    }
    let steps = plan.steps.span
    for index in 0..<steps.count { run(steps[index], &values) }
  }

  @inline(__always) private func run(_ step: NetworkStep, _ values: inout MutableSpan<Double>) {
    let (output, count) = (Int(step.output), Int(step.count))
    switch step.operation {
    case .dense:
      denseLayer(
        &values, input: Int(step.a.start), inputs: Int(step.m), output: output, outputs: Int(step.n), weights: plan.weights.span,
        weightsAt: Int(step.weights), biasAt: Int(step.bias), activation: NetworkActivation(rawValue: Int32(step.activation)) ?? .none, slope: Float(step.p))
    case .dots:
      dotProducts(
        &values, input: Int(step.a.start), inputs: Int(step.m), output: output, outputs: Int(step.n), weights: plan.doubles.span, weightsAt: Int(step.weights))
    case .lstm:
      lstmLayer(
        &values, input: Int(step.a.start), steps: Int(step.m), inputs: Int(step.n), hidden: Int(step.k), state: Int(step.b.start), output: output,
        last: output + Int(step.m * step.k), weights: plan.weights.span, weightsAt: Int(step.weights), hasPeepholes: step.flags & 2 != 0,
        isReverse: step.flags & 1 != 0)
    case .classify: classify(step, &values)
    case .trees: sumTrees(step, &values)
    case .forest: score(step, &values)
    case .unary:
      for index in 0..<count {
        values[output + index] = Self.rounded(step.function(at(step.a, index, values), 0, p: step.p, q: step.q), step.rounding)
      }
    case .binary:
      for index in 0..<count {
        values[output + index] = Self.rounded(step.function(at(step.a, index, values), at(step.b, index, values), p: 0, q: 0), step.rounding)
      }
    case .choose:
      for index in 0..<count {
        values[output + index] = at(step.a, index, values) != 0 ? at(step.b, index, values) : at(step.c, index, values)
      }
    case .lookup:
      let length = Int(step.b.count)
      for index in 0..<count {
        let number = max(-1e9, min(1e9, at(step.a, index, values)))
        let place = number.isNaN ? 0 : Int(number)
        values[output + index] = at(step.b, min(max(place < 0 ? place + length : place, 0), length - 1), values)
      }
    case .matrixProduct: multiply(step, &values)
    case .transform:
      for index in 0..<count { values[output + index] = at(step.a, index, values) }
      step.post.apply(&values, output..<(output + count))
      for index in output..<(output + count) { values[index] = Self.rounded(values[index], step.rounding) }
    case .softmax, .logSoftmax, .argMaximum, .sum, .mean, .maximum, .minimum, .product, .squares, .logSum, .logSumExp, .norm1, .norm2,
      .normalizeMaximum, .normalize1, .normalize2:
      for row in 0..<Int(step.m) { reduce(step, row, &values) }
    }
  }

  private func multiply(_ step: NetworkStep, _ values: inout MutableSpan<Double>) {
    let (m, n, k) = (Int(step.m), Int(step.n), Int(step.k))
    for row in 0..<m {
      for column in 0..<n {
        var sum = 0.0
        for index in 0..<k { sum += at(step.a, row * k + index, values) * at(step.b, index * n + column, values) }
        values[Int(step.output) + row * n + column] = Self.rounded(step.p * sum, step.rounding)
      }
    }
  }

  private func reduce(_ step: NetworkStep, _ row: Int, _ values: inout MutableSpan<Double>) {
    let length = Int(step.n)
    let first = row * length
    let output = Int(step.output)
    var (largest, smallest, place) = (at(step.a, first, values), at(step.a, first, values), 0)
    var (sum, size, square, product) = (0.0, 0.0, 0.0, 1.0)
    for index in 0..<length {
      let value = at(step.a, first + index, values)
      if value > largest || (step.flags == 1 && value == largest) { (largest, place) = (value, index) }
      smallest = value < smallest ? value : smallest
      sum += value
      size += abs(value)
      square += value * value
      product *= value
    }
    var divisor = 1.0
    switch step.operation {
    case .argMaximum: values[output + row] = Double(place)
    case .sum: values[output + row] = Self.rounded(sum, step.rounding)
    case .mean: values[output + row] = Self.rounded(sum / Double(length), step.rounding)
    case .maximum: values[output + row] = largest
    case .minimum: values[output + row] = smallest
    case .product: values[output + row] = Self.rounded(product, step.rounding)
    case .squares: values[output + row] = Self.rounded(square, step.rounding)
    case .logSum: values[output + row] = Self.rounded(log(sum), step.rounding)
    case .logSumExp:
      var total = 0.0
      let shift = largest.isFinite ? largest : 0
      for index in 0..<length { total += exp(at(step.a, first + index, values) - shift) }
      values[output + row] = Self.rounded(shift + log(total), step.rounding)
    case .norm1: values[output + row] = Self.rounded(size, step.rounding)
    case .norm2: values[output + row] = Self.rounded(square.squareRoot(), step.rounding)
    case .normalizeMaximum: divisor = largest
    case .normalize1: divisor = size
    case .normalize2: divisor = square.squareRoot()
    default:
      var total = 0.0
      for index in 0..<length { total += exp(at(step.a, first + index, values) - largest) }
      for index in 0..<length {
        let shifted = at(step.a, first + index, values) - largest
        values[output + first + index] = Self.rounded(step.operation == .softmax ? exp(shifted) / total : shifted - log(total), step.rounding)
      }
      return
    }
    switch step.operation {
    case .normalizeMaximum, .normalize1, .normalize2:
      // A row of zeros stays as it is.
      let scale = divisor == 0 ? 1 : divisor
      for index in 0..<length { values[output + first + index] = Self.rounded(at(step.a, first + index, values) / scale, step.rounding) }
    default: return
    }
  }

  private func classify(_ step: NetworkStep, _ values: inout MutableSpan<Double>) {
    let (count, width, output) = (Int(step.a.count), Int(step.n), Int(step.output) + 1)
    let score = at(step.a, 0, values)
    var place = 0
    switch NetworkClassRule(rawValue: step.flags) ?? .largest {
    case .largest:
      var best = -1
      for index in 0..<count {
        let value = at(step.a, index, values)
        values[output + index] = value
        let isGiven = step.b.count == 0 || at(step.b, index, values) != 0
        if isGiven, best < 0 || value > at(step.a, best, values) { best = index }
      }
      place = max(best, 0)
    case .second, .secondHalf:
      for index in 0..<count { values[output + index] = at(step.a, index, values) }
      place = values[output + 1] > (step.flags == NetworkClassRule.second.rawValue ? 0 : 0.5) ? 1 : 0
    case .sign, .mirrored: place = score > 0 ? 1 : 0
    case .half: place = score > 0.5 ? 1 : 0
    }
    let range = output..<(output + width)
    if count > 1 {
      step.post.apply(&values, range)
    } else if step.post == .logistic {
      values[output + 1] = NetworkPostTransform.logistic(score)
      values[output] = NetworkPostTransform.logistic(-score)
    } else {
      values[output + 1] = score
      values[output] = step.flags == NetworkClassRule.mirrored.rawValue ? -score : 1 - score
    }
    for index in range { values[index] = Self.rounded(values[index], step.rounding) }
    values[output - 1] = at(step.c, place, values)
  }

  /// Outputs of a forest of several; with more of them the trees are walked plainly.
  static var widestForest: Int { 32 }

  private func score(_ step: NetworkStep, _ values: inout MutableSpan<Double>) {
    let forests = plan.forests.span
    let (first, columns, outputs) = (Int(step.a.start), Int(step.a.count), Int(step.m))
    let range = first..<(first + columns)
    if outputs == 1 {
      let margin = forests[Int(step.weights)].score(values.span.extracting(range)).margin
      values[Int(step.output)] = margin
      return
    }
    var margins = InlineArray<32, Double>(repeating: 0)
    var span = margins.mutableSpan
    forests[Int(step.weights)].margins(values.span.extracting(range), into: &span)
    for index in 0..<outputs { values[Int(step.output) + index] = margins[index] }
  }

  /// Walks every tree and adds its leaf's votes in the order of the trees, in the precision of the file's numbers.
  private func sumTrees(_ step: NetworkStep, _ values: inout MutableSpan<Double>) {
    let (outputs, output) = (Int(step.m), Int(step.output))
    let (trees, votes, roots) = (plan.trees.span, plan.votes.span, plan.roots.span)
    for index in 0..<(2 * outputs) { values[output + index] = 0 }
    for tree in 0..<Int(step.k) {
      var node = trees[Int(roots[Int(step.weights) + tree])]
      while node.mode != .leaf {
        let value = at(step.a, Int(node.feature), values)
        let isYes =
          switch node.mode {
          case .lessOrEqual: value <= node.value
          case .less: value < node.value
          case .greaterOrEqual: value >= node.value
          case .greater: value > node.value
          case .equal: value == node.value
          case .notEqual: value != node.value
          case .leaf: false
          }
        node = trees[Int(isYes || (node.missingIsYes && value.isNaN) ? node.yes : node.no)]
      }
      for index in Int(node.feature)..<Int(node.feature + node.yes) {
        let vote = votes[index]
        let place = output + Int(vote.output)
        let isFirst = values[place + outputs] == 0
        values[place + outputs] = 1
        switch step.flags {
        case 2: values[place] = isFirst ? vote.weight : min(values[place], vote.weight)
        case 3: values[place] = isFirst ? vote.weight : max(values[place], vote.weight)
        default: values[place] = Self.rounded(values[place] + vote.weight, step.rounding)
        }
      }
    }
    if step.flags == 1 { for index in output..<(output + outputs) { values[index] = Self.rounded(values[index] / Double(step.k), step.rounding) } }
  }
}
