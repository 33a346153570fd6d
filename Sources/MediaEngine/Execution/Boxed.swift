/// Lets a value of one owner be kept in an array.
final class Boxed<Content: ~Copyable> {
  let content: Content

  init(_ content: consuming Content) { self.content = content }
}
