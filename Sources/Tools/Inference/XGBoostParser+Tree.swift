extension XGBoostParser {
  /// Reads the arrays of one tree, in any order of keys.
  mutating func readTree(_ bytes: Span<UInt8>, index: Int) throws -> XGBoostTreeArrays {
    var tree = XGBoostTreeArrays(index: index)
    let limit = limits.nodes - nodeCount
    try object(bytes) { parser, key, bytes in
      tree.offsets[key] = parser.cursor.offset
      switch key {
      case "left_children": tree.left = try parser.indices(bytes, limit: limit)
      case "right_children": tree.right = try parser.indices(bytes, limit: limit)
      case "split_indices": tree.feature = try parser.indices(bytes, limit: limit)
      case "split_conditions": tree.value = try parser.floats(bytes, limit: limit)
      case "sum_hessian": tree.cover = try parser.floats(bytes, limit: limit)
      case "leaf_weights": tree.leafWeights = try parser.floats(bytes, limit: parser.limits.nodes)
      case "default_left": tree.defaultLeft = try parser.flags(bytes, limit: limit)
      case "split_type": tree.splitType = try parser.indices(bytes, limit: limit)
      case "categories_nodes": tree.categoryNodes = try parser.indices(bytes, limit: limit)
      case "categories_segments": tree.categorySegments = try parser.indices(bytes, limit: limit)
      case "categories_sizes": tree.categorySizes = try parser.indices(bytes, limit: limit)
      case "categories": tree.categories = try parser.indices(bytes, limit: parser.limits.nodes)
      case "tree_param":
        try parser.object(bytes) { parser, key, bytes in
          let value = try parser.parameter(bytes)
          if key == "num_nodes" { tree.declaredNodes = value }
          if key == "size_leaf_vector" { tree.leafVector = value }
        }
      default: try parser.cursor.skip(bytes)
      }
    }
    tree.end = cursor.offset
    // Up to 3.2 vector leaves stand among the weights of all nodes, which nobody else needs.
    if tree.leafSize > 1, tree.leafWeights.isEmpty, let place = tree.offsets["base_weights"] {
      cursor.offset = place
      tree.baseWeights = try floats(bytes, limit: limits.nodes)
      cursor.offset = tree.end
    }
    return tree
  }
}
