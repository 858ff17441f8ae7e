package io.tsubame.application.view;

import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.util.List;

/// That an account is in an organization, and as what. Two bytes.
public record PersonRow(Rank rank) {
  private static final int FORMAT = 1;
  private static final List<Rank> RANKS = List.of(Rank.values());

  public byte[] encode() {
    return new RowWriter(FORMAT).choice(RANKS, rank).bytes();
  }

  public static PersonRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ORGANIZATION_PEOPLE, bytes, FORMAT);
    return in.end(new PersonRow(in.choice(RANKS)));
  }
}
