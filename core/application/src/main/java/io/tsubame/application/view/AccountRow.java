package io.tsubame.application.view;

import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Profile;

/// An account without its secrets and what it arranged for itself.
///
/// @param email the address to sign in with
/// @param lastCategory the greatest number of a category, 0 for none
public record AccountRow(
    boolean active,
    RoomId myRoom,
    OrganizationId organization,
    String email,
    String chatworkId,
    Profile profile,
    String avatar,
    String statusText,
    int lastCategory) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    RowWriter out =
        new RowWriter(FORMAT)
            .flag(active)
            .number(myRoom.value())
            .number(organization.value())
            .text(email)
            .text(chatworkId);
    write(profile, out);
    return out.text(avatar).text(statusText).number(lastCategory).bytes();
  }

  public static AccountRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ACCOUNTS, bytes, FORMAT);
    return in.end(
        new AccountRow(
            in.flag(),
            in.value(() -> new RoomId(in.number())),
            in.value(() -> new OrganizationId(in.number())),
            in.text(),
            in.text(),
            profile(in),
            in.text(),
            in.text(),
            in.number()));
  }

  public AccountRow withActive(boolean newActive) {
    return new AccountRow(
        newActive,
        myRoom,
        organization,
        email,
        chatworkId,
        profile,
        avatar,
        statusText,
        lastCategory);
  }

  public AccountRow withNames(String newEmail, String newChatworkId) {
    return new AccountRow(
        active,
        myRoom,
        organization,
        newEmail,
        newChatworkId,
        profile,
        avatar,
        statusText,
        lastCategory);
  }

  public AccountRow withFace(Profile newProfile, String newAvatar, String newStatusText) {
    return new AccountRow(
        active,
        myRoom,
        organization,
        email,
        chatworkId,
        newProfile,
        newAvatar,
        newStatusText,
        lastCategory);
  }

  public AccountRow withLastCategory(int newLastCategory) {
    return new AccountRow(
        active,
        myRoom,
        organization,
        email,
        chatworkId,
        profile,
        avatar,
        statusText,
        newLastCategory);
  }

  private static void write(Profile profile, RowWriter out) {
    out.text(profile.name())
        .text(profile.department())
        .text(profile.title())
        .text(profile.url())
        .text(profile.introduction())
        .text(profile.mail())
        .text(profile.telOrganization())
        .text(profile.telExtension())
        .text(profile.telMobile())
        .text(profile.skype())
        .text(profile.facebook())
        .text(profile.twitter());
  }

  private static Profile profile(RowReader in) {
    return new Profile(
        in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text(),
        in.text(), in.text(), in.text(), in.text());
  }
}
