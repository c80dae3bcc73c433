/// One price level of a book side.
public struct BookLevel: Hashable, Sendable, Codable {
  public var price: Price
  public var quantity: Quantity
  @inlinable public init(price: Price, quantity: Quantity) {
    self.price = price
    self.quantity = quantity
  }
}
