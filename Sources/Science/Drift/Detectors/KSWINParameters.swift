/// What a key of ``KSWIN`` may set; apart, because a generic type holds no static value.
enum KSWINParameters {
  static let names = ["seed", "alpha", "window_size", "stat_size"]
}
