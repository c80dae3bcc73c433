internal import Domain

extension CalculatorParameters {
  /// A quantity above 0 in units of the market's scale, exactly as the definition writes it: 0.75 at eight decimals is 75,000,000.
  ///
  /// - Throws: when it is missing, not above 0, or has more decimals than the market's quantities.
  public mutating func quantity(_ key: String) throws(ParameterFault) -> Int64 {
    let value = try number(key, need: "above 0") { $0 > 0 }
    // The shortest text that reads as this double is the decimal somebody wrote.
    let text = Array("\(value)".utf8)
    do throws(DecimalError) {
      return try DecimalText.parse(text.span, scale: scale.quantityDecimals)
    } catch {
      throw ParameterFault(key: key, reason: "is \(value), which is no quantity of \(scale.quantityDecimals) decimals")
    }
  }
}
