#if canImport(Glibc)
internal import Glibc
#endif

extension WindowCosts {
  /// The costs over the windows' lengths as a picture: both axes logarithmic, O(1) operators drawn through, O(log n) ones dashed.
  public var svg: String {
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" font-family="sans-serif" font-size="12">
      <title>Nanoseconds a value over the length of the window</title>
      <rect width="100%" height="100%" fill="#fff"/>

      """
    let highest = lines.flatMap(\.nanoseconds).max() ?? 1
    let decades = max(1, Int(log10(max(highest, 1)).rounded(.up)))
    for decade in 0...decades {
      let y = Self.text(place(nanoseconds: pow(10, Double(decade)), decades))
      svg += "<line x1=\"\(Int(Self.left))\" x2=\"\(Int(Self.right))\" y1=\"\(y)\" y2=\"\(y)\" stroke=\"#ddd\"/>\n"
      svg += "<text x=\"\(Int(Self.left) - 6)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(Int(pow(10, Double(decade))))</text>\n"
    }
    for length in lengths where String(length).dropFirst().allSatisfy({ $0 == "0" }) && String(length).first == "1" {
      svg += "<text x=\"\(Self.text(place(length: length)))\" y=\"\(Int(Self.bottom) + 18)\" text-anchor=\"middle\">\(length)</text>\n"
    }
    svg += "<text x=\"\(Int(Self.left))\" y=\"16\">ns a value (update and write); solid: O(1), dashed: O(log n)</text>\n"
    svg += "<text x=\"\(Int(Self.right))\" y=\"\(Int(Self.bottom) + 34)\" text-anchor=\"end\">observations in the window</text>\n"
    for (index, line) in lines.enumerated() {
      let points = zip(lengths, line.nanoseconds).map { "\(Self.text(place(length: $0))),\(Self.text(place(nanoseconds: $1, decades)))" }.joined(separator: " ")
      let colour = Self.colours[index % Self.colours.count]
      let dash = line.isConstant ? "" : " stroke-dasharray=\"6 3\""
      svg += "<polyline points=\"\(points)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.6\"\(dash)/>\n"
      let y = Int(Self.top) + 17 * index + 8
      let x = Int(Self.right) + 14
      svg += "<line x1=\"\(x)\" x2=\"\(x + 22)\" y1=\"\(y)\" y2=\"\(y)\" stroke=\"\(colour)\" stroke-width=\"2\"\(dash)/>"
      svg += "<text x=\"\(x + 28)\" y=\"\(y + 4)\">\(line.name)</text>\n"
    }
    return svg + "</svg>\n"
  }

  /// The same as a table of text, a line an operator.
  public var text: String {
    var text = "ns a value at windows of " + lengths.map(String.init).joined(separator: ", ") + "\n"
    for line in lines {
      let cells = line.nanoseconds.map { "\(($0 * 10).rounded() / 10)" }.joined(separator: "  ")
      text += line.name + String(repeating: " ", count: max(1, 18 - line.name.count)) + (line.isConstant ? "O(1)      " : "O(log n)  ") + cells + "\n"
    }
    return text
  }

  private static let (width, height) = (820.0, 420.0)
  private static let (left, right, top, bottom) = (56.0, 650.0, 30.0, 370.0)
  private static let colours = [
    "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf", "#393b79", "#637939", "#b5179e", "#111111",
    "#e4572e",
  ]

  private func place(length: Int) -> Double {
    let (least, most) = (log10(Double(lengths.first ?? 1)), log10(Double(lengths.last ?? 10)))
    return Self.left + (log10(Double(length)) - least) / max(most - least, 1e-9) * (Self.right - Self.left)
  }

  private func place(nanoseconds: Double, _ decades: Int) -> Double {
    Self.bottom - max(0, log10(max(nanoseconds, 1e-3))) / Double(decades) * (Self.bottom - Self.top)
  }

  private static func text(_ place: Double) -> String { "\((place * 10).rounded() / 10)" }
}
