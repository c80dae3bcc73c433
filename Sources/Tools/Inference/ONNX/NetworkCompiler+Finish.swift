extension NetworkCompiler {
  /// Collects the outputs, drops steps that nothing reads, and numbers slots and constants anew.
  mutating func finish() throws(ModelFileFault) -> CompiledNetwork {
    var outputs: [NetworkOutput] = []
    var places: [Int32] = []
    for info in graph.outputs {
      guard let tensor = tensors[info.name] else { throw ModelFileFault.invalid("output \"\(info.name)\" is made by no node", at: info.offset) }
      guard places.count + tensor.count <= limits.values else { throw ModelFileFault.limit("more than \(limits.values) outputs", at: info.offset) }
      let kind: NetworkOutput.Kind = tensor.type == .text ? .textLabel : tensor.type.isReal ? .values : .label
      outputs.append(NetworkOutput(name: info.name, kind: kind, shape: tensor.shape, start: places.count, count: tensor.count))
      places += tensor.places
    }
    guard !places.isEmpty else { throw ModelFileFault.invalid("the graph has no output", at: graph.end) }
    guard Set(outputs.map(\.name)).count == outputs.count else { throw ModelFileFault.invalid("two outputs of one name", at: graph.end) }

    var isSlotUsed = [Bool](repeating: false, count: plan.slotCount)
    var isConstantUsed = [Bool](repeating: false, count: plan.constants.count)
    func mark(_ place: Int32) { if place >= 0 { isSlotUsed[Int(place)] = true } else { isConstantUsed[Int(~place)] = true } }
    for place in places { mark(place) }
    var live: [NetworkStep] = []
    for step in plan.steps.reversed() {
      let range = Int(step.output)..<Int(step.output + step.count)
      guard isSlotUsed[range].contains(true) else { continue }
      live.append(step)
      for view in [step.a, step.b, step.c] { forEachPlace(view) { mark($0) } }
    }
    live.reverse()

    let featureCount = inputs.reduce(0) { $0 + $1.count }
    var slot = [Int32](repeating: 0, count: plan.slotCount)
    var next = 0
    for index in 0..<featureCount { slot[index] = Int32(index) }
    next = featureCount
    for step in live {
      for index in 0..<Int(step.count) { slot[Int(step.output) + index] = Int32(next + index) }
      next += Int(step.count)
    }
    guard next <= limits.values else { throw ModelFileFault.limit("one call computes more than \(limits.values) values", at: graph.end) }
    var number = [Int32](repeating: 0, count: plan.constants.count)
    var constants: [Double] = []
    for index in plan.constants.indices where isConstantUsed[index] {
      number[index] = Int32(constants.count)
      constants.append(plan.constants[index])
    }
    func renumbered(_ place: Int32) -> Int32 { place >= 0 ? slot[Int(place)] : ~number[Int(~place)] }

    var final = plan
    final.steps = []
    final.places = []
    final.constants = constants
    final.slotCount = next
    for step in live {
      var step = step
      step.output = slot[Int(step.output)]
      step.a = moved(step.a, &final.places, renumbered)
      step.b = moved(step.b, &final.places, renumbered)
      step.c = moved(step.c, &final.places, renumbered)
      final.steps.append(step)
    }
    return CompiledNetwork(plan: final, inputs: inputs, outputs: outputs, outputPlaces: places.map(renumbered), texts: texts)
  }

  private func forEachPlace(_ view: NetworkView, _ body: (Int32) -> Void) {
    for index in 0..<view.count { body(view.list < 0 ? view.start + index * view.stride : plan.places[Int(view.list + index)]) }
  }

  private func moved(_ view: NetworkView, _ list: inout [Int32], _ renumbered: (Int32) -> Int32) -> NetworkView {
    guard view.count > 0 else { return view }
    var result = view
    if view.list < 0 {
      // Everything between two used places of a run is used too, so a run stays a run.
      result.start = renumbered(view.start)
      return result
    }
    result.list = Int32(list.count)
    forEachPlace(view) { list.append(renumbered($0)) }
    return result
  }
}
