package io.tsubame.domain.contact;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import org.jspecify.annotations.Nullable;

/// The state of two accounts' relation.
///
/// @param directRoom null until one was needed
public record ContactPair(Relation relation, @Nullable RoomId directRoom) {
  public sealed interface Relation {
    record Strangers() implements Relation {}

    record Requested(RequestId request, AccountId from, AccountId to) implements Relation {}

    record Contacts() implements Relation {}
  }

  public static final ContactPair STRANGERS = new ContactPair(new Relation.Strangers(), null);

  ContactPair with(Relation relation) {
    return new ContactPair(relation, directRoom);
  }

  ContactPair with(RoomId directRoom) {
    return new ContactPair(relation, directRoom);
  }
}
