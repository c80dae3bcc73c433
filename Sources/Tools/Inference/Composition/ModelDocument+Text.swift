internal import JSONBytes

extension ModelDocument {
  /// The document as a file: what ``ModelReader`` reads back as the same.
  public var json: [UInt8] {
    var bytes: [UInt8] = []
    func raw(_ text: String) { bytes += text.utf8 }
    func list(_ numbers: [Double]) {
      for (index, number) in numbers.enumerated() {
        raw(index == 0 ? "[" : ",")
        JSONText.append(number, to: &bytes)
      }
      raw("]")
    }
    raw(#"{"friday_model":1,"#)
    switch self {
    case .average(let files):
      raw(#""ensemble":"average","members":["#)
      for (index, file) in files.enumerated() {
        raw(index == 0 ? #"{"file":"# : #",{"file":"#)
        JSONText.append(file, to: &bytes)
        raw("}")
      }
      raw("]")
    case .weighted(let members):
      raw(#""ensemble":"weighted","members":["#)
      for (index, member) in members.enumerated() {
        raw(index == 0 ? #"{"file":"# : #",{"file":"#)
        JSONText.append(member.file, to: &bytes)
        raw(#","weight":"#)
        JSONText.append(member.weight, to: &bytes)
        raw("}")
      }
      raw("]")
    case .prepared(let preparation, let file):
      raw(#""preparation":["#)
      for (index, column) in preparation.columns.enumerated() {
        raw(index == 0 ? #"{"column":"# : #",{"column":"#)
        JSONText.append(column.name, to: &bytes)
        for (key, number) in [("fill", column.fill), ("center", column.center), ("spread", column.spread), ("width", column.width), ("floor", column.floor)] {
          guard let number else { continue }
          raw(",\"\(key)\":")
          JSONText.append(number, to: &bytes)
        }
        raw("}")
      }
      raw(#"],"model":"#)
      JSONText.append(file, to: &bytes)
    case .calibrated(let calibration, let file):
      raw(#""calibration":{"#)
      switch calibration.method {
      case .platt(let platt):
        raw(#""method":"platt","a":"#)
        JSONText.append(platt.a, to: &bytes)
        raw(#","b":"#)
        JSONText.append(platt.b, to: &bytes)
      case .isotonic(let isotonic):
        raw(#""method":"isotonic","interpolation":"\#(isotonic.interpolation.rawValue)","x":"#)
        list(isotonic.x)
        raw(#","y":"#)
        list(isotonic.y)
      }
      raw(#","over":"\#(calibration.input.rawValue)"},"model":"#)
      JSONText.append(file, to: &bytes)
    }
    raw("}\n")
    return bytes
  }
}
