package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An open invitation into an organization.
///
/// @param email whom it is for, empty for anybody
/// @param invitedBy null where the operator invited
public record InvitationRow(
    String email, @Nullable AccountId invitedBy, Instant at, Instant expiresAt) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT)
        .text(email)
        .number(invitedBy == null ? 0 : invitedBy.value())
        .time(at)
        .time(expiresAt)
        .bytes();
  }

  public static InvitationRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.INVITATIONS, bytes, FORMAT);
    return in.end(new InvitationRow(in.text(), in.optionalAccount(), in.time(), in.time()));
  }
}
