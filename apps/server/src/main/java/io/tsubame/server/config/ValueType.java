package io.tsubame.server.config;

import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a value of the configuration is written. What [#show] writes, [#parse] reads.
enum ValueType {
  INTEGER("whole number") {
    @Override
    Object parse(String text) {
      return Math.toIntExact(number(text));
    }
  },
  LONG("whole number") {
    @Override
    Object parse(String text) {
      return number(text);
    }
  },
  DURATION("duration such as 500ms, 30s, 5m or 2h") {
    @Override
    Object parse(String text) {
      Matcher parts = DURATION_TEXT.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException();
      }
      Duration unit = Objects.requireNonNull(UNITS.get(parts.group(2)));
      return unit.multipliedBy(Long.parseLong(parts.group(1)));
    }

    @Override
    String show(@Nullable Object value) {
      Duration duration = (Duration) value;
      long millis = duration == null ? 0 : duration.toMillis();
      return millis == 0 ? "0s" : shown(millis);
    }

    private String shown(long millis) {
      return UNITS.entrySet().stream()
          .filter(unit -> millis % unit.getValue().toMillis() == 0)
          .max(Map.Entry.comparingByValue())
          .map(unit -> millis / unit.getValue().toMillis() + unit.getKey())
          .orElseThrow();
    }
  },
  TEXT("text") {
    @Override
    Object parse(String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException();
      }
      return text;
    }
  },
  URL("address such as https://chat.example.com") {
    @Override
    @Nullable Object parse(String text) {
      if (text.isEmpty()) {
        return null;
      }
      URI address = uri(text);
      boolean absolute = address.getHost() != null && address.getScheme().matches("https?");
      if (!absolute || address.getRawQuery() != null || address.getRawFragment() != null) {
        throw new IllegalArgumentException();
      }
      return address;
    }
  },
  PATH("path") {
    @Override
    Object parse(String text) {
      try {
        return Path.of(text);
      } catch (InvalidPathException invalid) {
        throw new IllegalArgumentException(invalid);
      }
    }
  },
  TEXTS("list of texts") {
    @Override
    Object parse(String text) {
      return text.isBlank() ? List.of() : List.of(text.split("\\s*,\\s*", -1));
    }

    @Override
    String show(@Nullable Object value) {
      return value instanceof List<?> texts
          ? texts.stream().map(String::valueOf).collect(Collectors.joining(", "))
          : "";
    }
  };

  private static final Pattern DURATION_TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
  private static final Pattern NUMBER_TEXT =
      Pattern.compile("([0-9][0-9_]{0,17}) ?(|KiB|MiB|GiB)", Pattern.CASE_INSENSITIVE);

  private final String description;

  ValueType(String description) {
    this.description = description;
  }

  /// The type of a record component.
  static ValueType of(Type type) {
    return switch (type) {
      case Class<?> c when c == int.class -> INTEGER;
      case Class<?> c when c == long.class -> LONG;
      case Class<?> c when c == Duration.class -> DURATION;
      case Class<?> c when c == String.class -> TEXT;
      case Class<?> c when c == URI.class -> URL;
      case Class<?> c when c == Path.class -> PATH;
      default -> {
        if (!type.getTypeName().equals("java.util.List<java.lang.String>")) {
          throw new IllegalStateException("a configuration cannot hold a " + type);
        }
        yield TEXTS;
      }
    };
  }

  /// @throws IllegalArgumentException or [ArithmeticException] where it is none
  abstract @Nullable Object parse(String text);

  String show(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /// Completes "must be a …".
  String description() {
    return description;
  }

  private static long number(String text) {
    Matcher parts = NUMBER_TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException();
    }
    long count = Long.parseLong(parts.group(1).replace("_", ""));
    long unit = Objects.requireNonNull(SIZES.get(parts.group(2).toLowerCase(Locale.ROOT)));
    return Math.multiplyExact(count, unit);
  }

  private static URI uri(String text) {
    try {
      URI address = new URI(text);
      if (address.getScheme() == null) {
        throw new IllegalArgumentException();
      }
      return address;
    } catch (URISyntaxException invalid) {
      throw new IllegalArgumentException(invalid);
    }
  }
}
