import Domain
import JSONBytes

extension JSONCursor {
  /// Reads the number here as an integer of 10⁻ˢᶜᵃˡᵉ, exactly.
  ///
  /// Plain tokens (`45285.20`) of at most 18 digits are read and scaled in one pass; signs, exponents, longer tokens and everything
  /// that is wrong go through ``Domain/DecimalText``.
  mutating func fixed(_ bytes: Span<UInt8>, scale: Int, field: String) throws -> Int64 {
    _ = try peek(bytes)
    let start = offset
    var index = start
    var value: UInt64 = 0
    while index < bytes.count, case let digit = bytes[index] &- 48, digit <= 9 {
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    let whole = index - start
    var fraction = 0
    if index < bytes.count, bytes[index] == 46 {
      index += 1
      let point = index
      while index < bytes.count, case let digit = bytes[index] &- 48, digit <= 9 {
        value = value &* 10 &+ UInt64(digit)
        index += 1
      }
      fraction = index - point
      if fraction == 0 { fraction = .max }  // "1." is no JSON number: let the slow way say so
    }
    let plain = whole > 0 && fraction <= scale && whole + scale <= 18 && (whole == 1 || bytes[start] != 48)
    if plain, index >= bytes.count || bytes[index] | 32 != 101 {
      offset = index
      if fraction < scale { value *= UInt64(DecimalText.power(scale - fraction)) }
      return Int64(value)
    }
    let token = try number(bytes)
    do {
      return try DecimalText.parse(bytes.extracting(token), scale: scale)
    } catch {
      throw FrameError.decimal(error, field: field, offset: offset)
    }
  }

  /// Reads the number here as an exact amount.
  mutating func money(_ bytes: Span<UInt8>, field: String) throws -> Money {
    let token = try number(bytes)
    do {
      return Money(units: try DecimalText.parseWide(bytes.extracting(token), scale: Money.scale))
    } catch {
      throw FrameError.decimal(error, field: field, offset: offset)
    }
  }

  /// Reads the string here, escapes resolved.
  mutating func text(_ bytes: Span<UInt8>) throws -> String { try Self.text(bytes, try string(bytes)) }

  /// Reads the string here; something else is skipped and gives `nil`.
  mutating func textIfString(_ bytes: Span<UInt8>) throws -> String? {
    guard try peek(bytes) == 34 else {
      try skipValue(bytes)
      return nil
    }
    return try text(bytes)
  }

  /// Reads the integer here, within bounds.
  mutating func integer(_ bytes: Span<UInt8>, field: String, in range: ClosedRange<Int64>) throws -> Int64 {
    let token = try number(bytes)
    guard let value = Self.integer(bytes, token), range.contains(value) else { throw FrameError.invalid(field: field, offset: offset) }
    return value
  }

  /// Reads the RFC 3339 time here.
  mutating func time(_ bytes: Span<UInt8>) throws -> Timestamp {
    let text = try string(bytes)
    guard let time = Timestamp.parse(rfc3339: bytes.extracting(text)) else {
      throw FrameError.invalid(field: "timestamp", offset: offset)
    }
    return time
  }

  /// Reads `buy` or `sell`.
  mutating func side(_ bytes: Span<UInt8>) throws -> Side {
    let text = try string(bytes)
    if Self.matches(bytes, text, "buy") { return .buy }
    if Self.matches(bytes, text, "sell") { return .sell }
    throw FrameError.invalid(field: "side", offset: offset)
  }
}
