package io.tsubame.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The constants of a domain enum with those that are published for them.
///
/// @param <D> the domain's enum
/// @param <P> the schema's enum
final class EnumPairs<D extends Enum<D>, P extends Enum<P>> {
  private final EnumMap<D, P> published;
  private final Map<P, D> domain;

  private EnumPairs(EnumMap<D, P> published, Map<P, D> domain) {
    this.published = published;
    this.domain = domain;
  }

  /// @throws IllegalArgumentException where a constant of the domain is missing or two share one
  static <D extends Enum<D>, P extends Enum<P>> EnumPairs<D, P> of(
      Class<D> domainEnum, Class<P> publishedEnum, Map<D, P> pairs) {
    EnumMap<P, D> back = new EnumMap<>(publishedEnum);
    pairs.forEach((one, other) -> back.put(other, one));
    if (back.size() != domainEnum.getEnumConstants().length) {
      throw new IllegalArgumentException("not a pair for each constant of " + domainEnum);
    }
    return new EnumPairs<>(new EnumMap<>(pairs), back);
  }

  P toPublished(D constant) {
    return Objects.requireNonNull(published.get(constant));
  }

  /// @throws IllegalArgumentException where a newer release published the constant
  D toDomain(P constant) {
    D result = domain.get(constant);
    if (result == null) {
      throw new IllegalArgumentException(
          "a value of %s that this release does not know"
              .formatted(constant.getDeclaringClass().getSimpleName()));
    }
    return result;
  }
}
