package io.tsubame.application.view;

import java.time.Instant;

/// An organization.
///
/// @param people how many there are
/// @param administrators how many of them are administrators
public record OrganizationRow(String name, int people, int administrators, Instant foundedAt) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT)
        .text(name)
        .number(people)
        .number(administrators)
        .time(foundedAt)
        .bytes();
  }

  public static OrganizationRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ORGANIZATIONS, bytes, FORMAT);
    return in.end(new OrganizationRow(in.text(), in.number(), in.number(), in.time()));
  }

  public OrganizationRow named(String newName) {
    return new OrganizationRow(newName, people, administrators, foundedAt);
  }

  public OrganizationRow counting(int morePeople, int moreAdministrators) {
    return new OrganizationRow(
        name, people + morePeople, administrators + moreAdministrators, foundedAt);
  }
}
