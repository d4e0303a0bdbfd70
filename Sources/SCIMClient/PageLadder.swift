/// What is asked of a page, from the wanted size down to nothing, for services that refuse a `count`.
struct PageLadder: Equatable {
  /// nil: `count` is left out.
  let count: Int?
  /// False: `startIndex` is left out too, on the first page.
  let hasStart: Bool

  /// nil if there is nothing left to try.
  ///
  /// - Parameters:
  ///   - wanted: Resources a page.
  ///   - steps: How often the service has refused.
  init?(wanted: Int, steps: Int) {
    var size = max(1, wanted)
    var rest = steps
    while rest > 0, size > Self.smallest {
      size = max(Self.smallest, size / 2)
      rest -= 1
    }
    switch rest {
    case 0: (count, hasStart) = (size, true)
    case 1: (count, hasStart) = (nil, true)
    case 2: (count, hasStart) = (nil, false)
    default: return nil
    }
  }

  static let smallest = 10
}
