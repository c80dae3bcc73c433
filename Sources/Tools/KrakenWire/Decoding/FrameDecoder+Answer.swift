import JSONBytes

extension FrameDecoder {
  /// Puts a method answer together from its envelope and its result.
  func readAnswer(_ bytes: Span<UInt8>, _ envelope: FrameEnvelope) throws -> MethodAnswer {
    var answer = MethodAnswer(method: try envelope.method.map { try JSONCursor.text(bytes, $0) } ?? "error")
    answer.requestID = envelope.requestID
    answer.success = envelope.success ?? (envelope.error == nil ? nil : false)
    answer.error = try envelope.error.map { try JSONCursor.text(bytes, $0) }
    answer.symbol = try envelope.symbol.map { try JSONCursor.text(bytes, $0) }
    answer.clientID = try envelope.clientID.map { try JSONCursor.text(bytes, $0) }
    guard let start = envelope.result else { return answer }
    var cursor = JSONCursor(at: start)
    // batch_add answers with an array; nothing here reads it.
    guard try cursor.peek(bytes) == 123 else { return answer }
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "channel") {
        answer.channel = try cursor.textIfString(bytes)
      } else if JSONCursor.matches(bytes, key, "symbol") {
        answer.symbol = try cursor.textIfString(bytes)
      } else if JSONCursor.matches(bytes, key, "order_id") {
        answer.orderID = try cursor.textIfString(bytes)
      } else if JSONCursor.matches(bytes, key, "cl_ord_id") {
        answer.clientID = try cursor.textIfString(bytes)
      } else if JSONCursor.matches(bytes, key, "warnings"), try cursor.peek(bytes) == 91 {
        var firstWarning = true
        try cursor.beginArray(bytes)
        while try cursor.nextElement(bytes, first: &firstWarning) {
          if let warning = try cursor.textIfString(bytes) { answer.warnings.append(warning) }
          try checkRows(answer.warnings.count, "warnings")
        }
      } else {
        try cursor.skipValue(bytes)
      }
    }
    return answer
  }
}
