package io.tsubame.application.search;

import io.tsubame.domain.AccountId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Something that can be found.
///
/// @param text in normal form, see [Folding]
/// @param author who wrote, assigned or uploaded it
/// @param addressed the accounts that it is for: those that a message addresses, or who has the
///   task
/// @param toAll whether it addresses every member of its room
public record IndexDocument(
    DocumentId id,
    AccountId author,
    List<AccountId> addressed,
    boolean toAll,
    Set<Trait> traits,
    Instant at,
    String text) {
  /// Of what documents hold and of which things there are any. Raised wherever an index that was
  /// made before would lack something or hold it otherwise, so that it is made anew.
  public static final int EDITION = 2;

  public IndexDocument {
    addressed = List.copyOf(addressed);
    traits =
        Collections.unmodifiableSet(
            traits.isEmpty() ? EnumSet.noneOf(Trait.class) : EnumSet.copyOf(traits));
  }
}
