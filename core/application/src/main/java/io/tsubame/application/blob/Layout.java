package io.tsubame.application.blob;

/// Into which parts an upload is cut.
///
/// @param size of the whole, in bytes, at least 1
/// @param partSize of every part but the last
public record Layout(long size, long partSize) {
  public Layout {
    if (size <= 0 || partSize <= 0 || Math.ceilDiv(size, partSize) > BlobStore.MAX_PARTS) {
      throw new IllegalArgumentException("not a layout: " + size + " bytes by " + partSize);
    }
    if (size > partSize && partSize < BlobStore.LEAST_PART_BYTES) {
      throw new IllegalArgumentException("the parts are too small: " + partSize);
    }
  }

  /// How many parts there are.
  public int parts() {
    return (int) Math.ceilDiv(size, partSize);
  }

  /// Where a part begins.
  ///
  /// @param number 1, 2, 3, …
  public long offset(int number) {
    return (number - 1) * partSize;
  }

  /// The length of a part.
  public long length(int number) {
    if (number < 1 || number > parts()) {
      throw new IllegalArgumentException("no such part: " + number);
    }
    return Math.min(partSize, size - offset(number));
  }
}
