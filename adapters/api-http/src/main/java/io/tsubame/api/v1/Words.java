package io.tsubame.api.v1;

import java.util.Arrays;
import java.util.Locale;

/// Constants as lower-case words on the wire.
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static Schema choice(Class<? extends Enum<?>> type) {
    return new Schema.Choice(Arrays.stream(type.getEnumConstants()).map(Words::of).toList());
  }
}
