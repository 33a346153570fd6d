/// Lets a value of one owner be kept in an array, or be handed to another thread.
final class Boxed<Content: ~Copyable> {
  let content: Content

  init(_ content: consuming Content) { self.content = content }
}

// Whoever makes a box hands it over and doesn't touch its content again.
extension Boxed: @unchecked Sendable where Content: ~Copyable {}
