/// The header of a LightGBM file or the lines of one tree: where each value stands.
struct LightGBMBlock {
  /// Where the block begins.
  var start: Int
  /// By key; a lower bound of −1 marks a key without a line.
  private var ranges = InlineArray<22, Range<Int>>(repeating: -1 ..< -1)

  init(start: Int) { self.start = start }

  /// The bytes of a value. Of lines of one key the last counts.
  subscript(key: LightGBMKey) -> Range<Int>? {
    get { ranges[key.rawValue].lowerBound < 0 ? nil : ranges[key.rawValue] }
    set { ranges[key.rawValue] = newValue ?? -1 ..< -1 }
  }
}
