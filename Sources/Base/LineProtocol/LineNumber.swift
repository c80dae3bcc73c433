/// Numbers as line protocol writes them.
public enum LineNumber {
  /// Appends an integer's decimal digits.
  public static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(45) }
    append(digits: value.magnitude, to: &bytes)
  }

  /// Appends an unsigned integer's decimal digits.
  public static func append(digits value: UInt64, to bytes: inout [UInt8]) {
    var width = 1
    var bound: UInt64 = 10
    while width < 20, value >= bound {
      width += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(48, count: width))
    var rest = value
    var index = start + width
    repeat {
      index -= 1
      bytes[index] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest != 0
  }

  /// Appends an integer of 10⁻ˢᶜᵃˡᵉ as an exact decimal without trailing zeros: a price or quantity, never by way of a double.
  ///
  /// - Parameter scale: digits behind the point, 0…18.
  public static func append(decimal units: Int64, scale: Int, to bytes: inout [UInt8]) {
    precondition((0...18).contains(scale), "scale is 0…18")
    var magnitude = units.magnitude
    var digits = scale
    while digits > 0, magnitude % 10 == 0 {
      magnitude /= 10
      digits -= 1
    }
    if units < 0 { bytes.append(45) }
    append(magnitude, pointDigits: digits, to: &bytes)
  }

  /// Appends a finite double as the shortest decimal that reads back the same: `1`, `0.1`, `1e-05`, `1e+16`, `-0`.
  ///
  /// Decimals of at most 15 digits and nine places (prices, quantities) take a path of a few multiplications, proved by one exact
  /// division: n < 10¹⁵ and 10ᵏ ≤ 10⁹ are doubles without error, so n / 10ᵏ is the correctly rounded value of the text, and at most one
  /// decimal of so few digits maps to a double. All others go by the standard library's shortest digits.
  ///
  /// - Precondition: the value is finite.
  public static func append(_ value: Double, to bytes: inout [UInt8]) {
    precondition(value.isFinite, "NaN and infinities have no text")
    let magnitude = value.magnitude
    if value.sign == .minus { bytes.append(45) }
    if magnitude < 1e15, magnitude >= 1e-4 || magnitude == 0 {
      var scaled = magnitude
      var power = 1.0
      var places = 0
      while scaled < 1e15 {
        let rounded = scaled.rounded()
        if (scaled - rounded).magnitude <= scaled * 0x1p-51, rounded / power == magnitude {
          return append(UInt64(rounded), pointDigits: places, to: &bytes)
        }
        places += 1
        if places > 9 { break }
        power *= 10
        scaled = magnitude * power
      }
    }
    append(description: magnitude.description, to: &bytes)
  }

  /// Appends a finite float as the shortest decimal that reads back as the same *float*.
  ///
  /// - Precondition: the value is finite.
  public static func append(_ value: Float, to bytes: inout [UInt8]) {
    precondition(value.isFinite, "NaN and infinities have no text")
    if value.sign == .minus { bytes.append(45) }
    append(description: value.magnitude.description, to: &bytes)
  }

  private static func append(_ magnitude: UInt64, pointDigits: Int, to bytes: inout [UInt8]) {
    guard pointDigits > 0 else { return append(digits: magnitude, to: &bytes) }
    var divisor: UInt64 = 1
    for _ in 0..<pointDigits { divisor *= 10 }
    let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: divisor)
    append(digits: whole, to: &bytes)
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(48, count: pointDigits + 1))
    bytes[start] = 46
    var rest = fraction
    var index = start + pointDigits
    while rest != 0 {
      bytes[index] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index -= 1
    }
  }

  /// Brings the standard library's shortest digits into one form: an exponent of two digits or more outside 10⁻⁴ ..< 10¹⁶, no `.0`.
  private static func append(description text: String, to bytes: inout [UInt8]) {
    var digits: [17 of UInt8] = .init(repeating: 0)
    var count = 0  // significant digits kept
    var zeros = 0  // zeros seen since the last digit that is none
    var exponent = 0  // of ten, of the digit before the point
    var seenPoint = false
    var leading = true
    var explicit = 0
    var negativeExponent = false
    var inExponent = false
    for byte in text.utf8 {
      if inExponent {
        if byte == 45 { negativeExponent = true } else if byte != 43 { explicit = explicit * 10 + Int(byte - 48) }
      } else if byte == 101 {
        inExponent = true
      } else if byte == 46 {
        seenPoint = true
      } else if leading, byte == 48 {
        if seenPoint { exponent -= 1 }
      } else {
        if leading {
          leading = false
          if seenPoint { exponent -= 1 }
        } else if !seenPoint {
          exponent += 1
        }
        if byte == 48 {
          zeros += 1
        } else {
          while zeros > 0 {
            digits[count] = 48
            count += 1
            zeros -= 1
          }
          digits[count] = byte
          count += 1
        }
      }
    }
    guard count > 0 else { return bytes.append(48) }
    exponent += negativeExponent ? -explicit : explicit
    if (-4..<16).contains(exponent) {
      if exponent < 0 {
        bytes.append(48)
        bytes.append(46)
        for _ in 0..<(-exponent - 1) { bytes.append(48) }
        for index in 0..<count { bytes.append(digits[index]) }
      } else {
        for index in 0..<max(count, exponent + 1) {
          if index == exponent + 1 { bytes.append(46) }
          bytes.append(index < count ? digits[index] : 48)
        }
      }
    } else {
      bytes.append(digits[0])
      if count > 1 {
        bytes.append(46)
        for index in 1..<count { bytes.append(digits[index]) }
      }
      bytes.append(101)
      bytes.append(exponent < 0 ? 45 : 43)
      let size = exponent.magnitude
      if size < 10 { bytes.append(48) }
      append(digits: UInt64(size), to: &bytes)
    }
  }
}
