extension NetworkCompiler {
  /// Operators that only move elements, or say how many there are: no step comes of them.
  mutating func compileMovement() throws(ModelFileFault) -> Bool {
    switch node.operation {
    case "Constant": try compileConstant()
    case "Reshape": try compileReshape()
    case "Flatten":
      let x = try tensor(0)
      let place = node.integer("axis", default: 1)
      let split = place == Int64(x.shape.count) ? x.shape.count : try axis(place, rank: max(x.shape.count, 1))
      try set(NetworkTensor(type: x.type, shape: [x.shape[..<split].reduce(1, *), x.shape[split...].reduce(1, *)], places: x.places, origin: x.origin))
    case "Squeeze", "Unsqueeze": try compileSqueeze(inserts: node.operation == "Unsqueeze")
    case "Transpose": try compileTranspose()
    case "Concat": try compileConcat()
    case "Gather": try compileGather()
    case "Slice": try compileSlice()
    case "Split": try compileSplit()
    case "Shape":
      let x = try tensor(0)
      guard node.attributes["start"] == nil, node.attributes["end"] == nil else { throw unsupported("start and end") }
      try set(try constant(x.shape.map(Double.init), .integer, [x.shape.count]))
    case "Size": try set(try constant([Double(try tensor(0).count)], .integer, []))
    case "ConstantOfShape":
      let shape = try integers(try tensor(0), "the shape")
      let value = node.attributes["value"]?.tensor
      guard value == nil || value?.count == 1 else { throw invalid("the value is one number") }
      let one = if let value { try constant(value) } else { try constant([0], .float, [1]) }
      try set(try repeated(one, shape))
    case "Expand":
      let x = try tensor(0)
      try set(try expand(x, try broadcast(x.shape, try integers(try tensor(1), "the shape"))))
    case "Tile": try compileTile()
    case "Range": try compileRange()
    default: return false
    }
    return true
  }

  private mutating func repeated(_ one: NetworkTensor, _ shape: [Int]) throws(ModelFileFault) -> NetworkTensor {
    let count = try size(shape)
    try charge(count)
    return NetworkTensor(type: one.type, shape: shape, places: [Int32](repeating: one.places[0], count: count))
  }

  private mutating func compileConstant() throws(ModelFileFault) {
    if let tensor = node.attributes["value"]?.tensor { return try set(try constant(tensor)) }
    if node.attributes["value_float"] != nil { return try set(try constant([Double(node.float("value_float", default: 0))], .float, [])) }
    if node.attributes["value_int"] != nil { return try set(try constant([Double(node.integer("value_int", default: 0))], .integer, [])) }
    if let list = node.attributes["value_floats"]?.floats { return try set(try constant(list.map(Double.init), .float, [list.count])) }
    if let list = node.integers("value_ints") { return try set(try constant(list.map(Double.init), .integer, [list.count])) }
    throw unsupported("a value of this kind")
  }

  /// Two shapes broadcast against each other, from the last dimension.
  func broadcast(_ x: [Int], _ y: [Int]) throws(ModelFileFault) -> [Int] {
    let rank = max(x.count, y.count)
    var shape: [Int] = []
    for index in 0..<rank {
      let a = index < rank - x.count ? 1 : x[index - (rank - x.count)]
      let b = index < rank - y.count ? 1 : y[index - (rank - y.count)]
      guard a == b || a == 1 || b == 1 else { throw invalid("shapes \(x) and \(y) do not fit together") }
      shape.append(a == 1 ? b : a)
    }
    return shape
  }

  /// A tensor repeated to a shape that it broadcasts to.
  mutating func expand(_ x: NetworkTensor, _ shape: [Int]) throws(ModelFileFault) -> NetworkTensor {
    if x.shape == shape { return x }
    let count = try size(shape)
    if count == x.count { return NetworkTensor(type: x.type, shape: shape, places: x.places, origin: x.origin) }
    try charge(count)
    let own = [Int](repeating: 1, count: shape.count - x.shape.count) + x.shape
    var strides = [Int](repeating: 0, count: shape.count)
    var stride = 1
    for index in shape.indices.reversed() {
      strides[index] = own[index] == 1 ? 0 : stride
      stride *= own[index]
    }
    return NetworkTensor(type: x.type, shape: shape, places: Self.walk(shape, strides, 0).map { x.places[$0] })
  }

  /// Element numbers of a strided walk over a shape, row-major.
  static func walk(_ shape: [Int], _ strides: [Int], _ start: Int) -> [Int] {
    let count = shape.reduce(1, *)
    guard count > 0 else { return [] }
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    var index = [Int](repeating: 0, count: shape.count)
    var place = start
    for _ in 0..<count {
      numbers.append(place)
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return numbers
  }

  static func strides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for index in shape.indices.dropLast().reversed() { strides[index] = strides[index + 1] * shape[index + 1] }
    return strides
  }

  mutating func moved(_ x: NetworkTensor, _ shape: [Int], _ strides: [Int], _ start: Int = 0) throws(ModelFileFault) -> NetworkTensor {
    try charge(try size(shape))
    return NetworkTensor(type: x.type, shape: shape, places: Self.walk(shape, strides, start).map { x.places[$0] })
  }

  private mutating func compileReshape() throws(ModelFileFault) {
    let x = try tensor(0)
    var shape = if let given = node.integers("shape") { given.map { Int(max(-1_000_000_000, min(1_000_000_000, $0))) } } else { try integers(try tensor(1), "the shape") }
    guard shape.count <= 16, shape.allSatisfy({ $0 >= -1 }) else { throw invalid("the shape \(shape)") }
    if node.integer("allowzero", default: 0) == 0 {
      for index in shape.indices where shape[index] == 0 {
        guard index < x.shape.count else { throw invalid("dimension \(index) is kept of a tensor of shape \(x.shape)") }
        shape[index] = x.shape[index]
      }
    }
    if let open = shape.firstIndex(of: -1) {
      shape[open] = 1
      guard !shape.contains(-1) else { throw invalid("two open dimensions") }
      let rest = try size(shape)
      guard rest > 0, x.count % rest == 0 else { throw invalid("a tensor of shape \(x.shape) has no shape \(shape)") }
      shape[open] = x.count / rest
    }
    guard try size(shape) == x.count else { throw invalid("a tensor of shape \(x.shape) has no shape \(shape)") }
    try set(NetworkTensor(type: x.type, shape: shape, places: x.places, origin: x.origin))
  }

  private mutating func compileSqueeze(inserts: Bool) throws(ModelFileFault) {
    let x = try tensor(0)
    var axes: [Int64]? = node.integers("axes")
    if let given = try optionalTensor(1) { axes = try integers(given, "axes").map(Int64.init) }
    var shape = x.shape
    if inserts {
      guard let axes, axes.count <= 16 else { throw invalid("no axes") }
      let rank = shape.count + axes.count
      var places: [Int] = []
      for place in axes { places.append(try axis(place, rank: rank)) }
      guard Set(places).count == places.count else { throw invalid("axes \(axes)") }
      for place in places.sorted() { shape.insert(1, at: place) }
    } else if let axes {
      var places: Set<Int> = []
      for place in axes { places.insert(try axis(place, rank: shape.count)) }
      guard places.allSatisfy({ shape[$0] == 1 }) else { throw invalid("axes \(axes) of a tensor of shape \(shape)") }
      shape = shape.indices.filter { !places.contains($0) }.map { shape[$0] }
    } else {
      shape.removeAll { $0 == 1 }
    }
    try set(NetworkTensor(type: x.type, shape: shape, places: x.places, origin: x.origin))
  }

  private mutating func compileTranspose() throws(ModelFileFault) {
    let x = try tensor(0)
    let order = node.integers("perm") ?? (0..<Int64(x.shape.count)).reversed()
    guard order.sorted() == Array(0..<Int64(x.shape.count)) else { throw invalid("perm \(order) of a tensor of shape \(x.shape)") }
    let strides = Self.strides(x.shape)
    try set(try moved(x, order.map { x.shape[Int($0)] }, order.map { strides[Int($0)] }))
  }

  private mutating func compileConcat() throws(ModelFileFault) {
    let first = try tensor(0)
    let axis = try axis(node.integer("axis", default: 1), rank: first.shape.count)
    var parts = [first]
    for index in node.inputs.indices.dropFirst() {
      let part = try tensor(index)
      guard part.type == first.type, part.shape.count == first.shape.count,
        part.shape.indices.allSatisfy({ $0 == axis || part.shape[$0] == first.shape[$0] })
      else { throw invalid("shapes \(first.shape) and \(part.shape) do not fit together") }
      parts.append(part)
    }
    try set(try concatenated(parts, axis))
  }

  mutating func concatenated(_ parts: [NetworkTensor], _ axis: Int) throws(ModelFileFault) -> NetworkTensor {
    var shape = parts[0].shape
    shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    try charge(try size(shape))
    let outer = shape[..<axis].reduce(1, *)
    let inner = shape[(axis + 1)...].reduce(1, *)
    var places: [Int32] = []
    for row in 0..<outer {
      for part in parts {
        let width = part.shape[axis] * inner
        places += part.places[(row * width)..<((row + 1) * width)]
      }
    }
    return NetworkTensor(type: parts[0].type, shape: shape, places: places)
  }

  private mutating func compileGather() throws(ModelFileFault) {
    let (x, wanted) = (try tensor(0), try tensor(1))
    let axis = try axis(node.integer("axis", default: 0), rank: x.shape.count)
    guard wanted.isConstant else {
      guard x.shape.count == 1 || (axis == 0 && x.shape.dropFirst().allSatisfy { $0 == 1 }), wanted.type == .integer else {
        throw unsupported("indices that depend on the row, of a tensor of shape \(x.shape)")
      }
      return try set(try lookup(x, wanted, shape: wanted.shape + x.shape.dropFirst()))
    }
    let numbers = try integers(wanted, "indices")
    try set(try gathered(x, numbers, axis, wanted.shape))
  }

  mutating func gathered(_ x: NetworkTensor, _ numbers: [Int], _ axis: Int, _ shape: [Int]) throws(ModelFileFault) -> NetworkTensor {
    let length = x.shape[axis]
    let outer = x.shape[..<axis].reduce(1, *)
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let result = Array(x.shape[..<axis]) + shape + Array(x.shape[(axis + 1)...])
    try charge(try size(result))
    var places: [Int32] = []
    for row in 0..<outer {
      for number in numbers {
        let index = number < 0 ? number + length : number
        guard index >= 0, index < length else { throw invalid("index \(number) of \(length)") }
        places += x.places[((row * length + index) * inner)..<((row * length + index + 1) * inner)]
      }
    }
    return NetworkTensor(type: x.type, shape: result, places: places)
  }

  /// Elements of a list by numbers that the row decides.
  mutating func lookup(_ list: NetworkTensor, _ numbers: NetworkTensor, shape: [Int]) throws(ModelFileFault) -> NetworkTensor {
    guard list.count > 0 else { throw invalid("an empty list") }
    var step = NetworkStep(operation: .lookup)
    step.a = view(numbers.places)
    step.b = view(list.places)
    return NetworkTensor(type: list.type, shape: shape, places: try append(step, count: numbers.count))
  }

  private mutating func compileSlice() throws(ModelFileFault) {
    let x = try tensor(0)
    let isOld = node.attributes["starts"] != nil
    func list(_ key: String, _ index: Int) throws(ModelFileFault) -> [Int]? {
      if isOld { return node.integers(key)?.map { Int(max(-1_000_000_000_000, min(1_000_000_000_000, $0))) } }
      return if let given = try optionalTensor(index) { try integers(given, key) } else { nil }
    }
    guard let starts = try list("starts", 1), let ends = try list("ends", 2), starts.count == ends.count else { throw invalid("starts and ends") }
    let axes = try list("axes", 3) ?? Array(0..<starts.count)
    let steps = (isOld ? nil : try list("steps", 4)) ?? [Int](repeating: 1, count: starts.count)
    guard axes.count == starts.count, steps.count == starts.count else { throw invalid("starts, axes and steps differ in number") }
    var shape = x.shape
    var strides = Self.strides(x.shape)
    var start = 0
    var seen: Set<Int> = []
    for index in axes.indices {
      let axis = try axis(Int64(axes[index]), rank: x.shape.count)
      let (length, step) = (x.shape[axis], steps[index])
      guard step != 0, abs(step) < 1 << 40, seen.insert(axis).inserted else { throw invalid("a step of 0, or an axis twice") }
      func bounded(_ place: Int, _ range: ClosedRange<Int>) -> Int {
        let place = place < 0 ? place + length : place
        return max(range.lowerBound, min(range.upperBound, place))
      }
      let from = step > 0 ? bounded(starts[index], 0...length) : bounded(starts[index], -1...(length - 1))
      let to = step > 0 ? bounded(ends[index], 0...length) : bounded(ends[index], -1...(length - 1))
      shape[axis] = max(0, step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step)
      if shape[axis] > 0 { start += from * strides[axis] }
      strides[axis] *= step
    }
    try set(try moved(x, shape, strides, start))
  }

  private mutating func compileSplit() throws(ModelFileFault) {
    let x = try tensor(0)
    let axis = try axis(node.integer("axis", default: 0), rank: x.shape.count)
    let length = x.shape[axis]
    var sizes = node.integers("split")?.map { Int(max(-1, min(1_000_000_000, $0))) }
    if let given = try optionalTensor(1) { sizes = try integers(given, "split") }
    let count = node.outputs.count
    let each = count > 0 ? (length + count - 1) / count : 0
    let parts = sizes ?? (0..<count).map { max(0, min(each, length - $0 * each)) }
    guard parts.count == count, parts.allSatisfy({ $0 >= 0 && $0 <= length }), parts.reduce(0, +) == length else { throw invalid("split into \(parts)") }
    var start = 0
    for (index, part) in parts.enumerated() {
      try set(try gathered(x, Array(start..<(start + part)), axis, [part]), output: index)
      start += part
    }
  }

  private mutating func compileTile() throws(ModelFileFault) {
    var x = try tensor(0)
    let repeats = try integers(try tensor(1), "repeats")
    guard repeats.count == x.shape.count, repeats.allSatisfy({ $0 >= 0 && $0 <= limits.elements }) else { throw invalid("repeats \(repeats)") }
    for (axis, count) in repeats.enumerated() {
      var wanted = x.shape
      wanted[axis] = try size([wanted[axis], count])
      _ = try size(wanted)
      let length = max(x.shape[axis], 1)
      x = try gathered(x, (0..<wanted[axis]).map { $0 % length }, axis, [wanted[axis]])
    }
    try set(x)
  }

  private mutating func compileRange() throws(ModelFileFault) {
    let tensors = [try tensor(0), try tensor(1), try tensor(2)]
    var bounds: [Double] = []
    for tensor in tensors {
      guard tensor.count == 1, tensor.type == tensors[0].type, let value = try values(tensor, "a bound").first else { throw invalid("a bound is one number") }
      bounds.append(value)
    }
    let count = ((bounds[1] - bounds[0]) / bounds[2]).rounded(.up)
    guard count.isFinite, count <= Double(limits.elements) else { throw invalid("from \(bounds[0]) to \(bounds[1]) by \(bounds[2])") }
    let total = max(0, Int(count))
    try charge(total)
    try set(try constant((0..<total).map { bounds[0] + Double($0) * bounds[2] }, tensors[0].type, [total]))
  }
}
