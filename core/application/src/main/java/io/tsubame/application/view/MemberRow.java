package io.tsubame.application.view;

import io.tsubame.domain.room.Role;
import java.util.List;

/// That an account is in a room, and as what. Two bytes.
public record MemberRow(Role role) {
  private static final int FORMAT = 1;
  private static final List<Role> ROLES = List.of(Role.values());

  public byte[] encode() {
    return new RowWriter(FORMAT).choice(ROLES, role).bytes();
  }

  public static MemberRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.MEMBERS, bytes, FORMAT);
    return in.end(new MemberRow(in.choice(ROLES)));
  }
}
