package io.tsubame.domain.room;

import io.tsubame.domain.FreshIds;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import org.jspecify.annotations.Nullable;

/// Checks of lengths and numbers against a limit.
final class Bounds {
  private Bounds() {}

  /// Whether the text has from `minimum` to `maximum` Unicode code points: null if so.
  static @Nullable RoomRejection ofText(String field, String text, int minimum, int maximum) {
    int units = text.length();
    boolean fits =
        units >= minimum
            && (units <= maximum
                || (units <= 2L * maximum && text.codePointCount(0, units) <= maximum));
    return fits && (minimum <= 1 || text.codePointCount(0, units) >= minimum)
        ? null
        : new OutOfBounds(field, minimum, maximum);
  }

  /// Whether there are from `minimum` to `maximum` of something: null if so.
  static @Nullable RoomRejection ofCount(String field, int count, int minimum, int maximum) {
    return count >= minimum && count <= maximum ? null : new OutOfBounds(field, minimum, maximum);
  }

  /// Whether the space of ids has so many left: null if so.
  static @Nullable RoomRejection ofIds(String field, FreshIds ids, int count) {
    long left = 1 + (Integer.MAX_VALUE - (long) ids.first()) / ids.stride();
    return count <= left ? null : new OutOfBounds(field, 1, (int) left);
  }

  /// The first of the refusals, null where there is none.
  static @Nullable RoomRejection first(@Nullable RoomRejection... refusals) {
    for (RoomRejection refusal : refusals) {
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
