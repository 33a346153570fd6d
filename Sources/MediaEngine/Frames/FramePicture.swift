public import Foundation
public import MediaBasics

/// A frame as an image file in memory.
public struct FramePicture: Hashable, Sendable {
  /// Its number in presented order, from 0.
  public var index: Int
  /// When it appears, in seconds after the first frame.
  public var seconds: Double
  /// The image's size: upright, in square pixels.
  public var size: PixelSize
  /// The image file's bytes.
  public var data: Data
  /// Whether its lines are two moments, woven: what moves shows combs.
  public var isInterlaced: Bool
  /// Whether parts of it couldn't be decoded and are guessed, or of a frame that it is built on.
  public var isDamaged: Bool

  init(
    index: Int, seconds: Double, size: PixelSize, data: Data, isInterlaced: Bool = false, isDamaged: Bool = false
  ) {
    self.index = index
    self.seconds = seconds
    self.size = size
    self.data = data
    self.isInterlaced = isInterlaced
    self.isDamaged = isDamaged
  }
}

extension FramePicture {
  /// Fills an output's scratch file; what the system refuses, as on a full disk, is told of the output itself.
  ///
  /// - Throws: `file.unwritable`.
  func fill(_ scratch: URL, of output: URL) throws(FileError) {
    do {
      try data.writeUnsynced(to: scratch)
    } catch {
      throw .unwritable(output.relativePath, SystemReason.text(of: error))
    }
  }
}
