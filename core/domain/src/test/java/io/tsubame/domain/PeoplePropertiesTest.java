package io.tsubame.domain;

import static io.tsubame.domain.DeciderProperties.histories;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.account.Account;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountDecider;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.contact.ContactDecider;
import io.tsubame.domain.contact.ContactPair.Relation.Contacts;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleDecider;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationDecider;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Strings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The properties of every decider, on histories of random commands that meet often.
class PeoplePropertiesTest {
  private static final AccountId AOI = new AccountId(1);
  private static final AccountId REN = new AccountId(2);
  private static final Gen<AccountId> ACCOUNTS = Gen.ints(1, 3).map(AccountId::new);
  private static final Gen<Actor> ACTORS =
      Gen.oneOf(Gen.constant(Actor.SERVER), ACCOUNTS.map(Actor::of));
  private static final Gen<RoomId> ROOMS = Gen.ints(1, 4).map(RoomId::new);
  private static final Gen<MessageId> MESSAGES =
      choices -> MessageId.of(choices.draw(ROOMS), choices.draw(Gen.ints(1, 3)));
  private static final Gen<String> TEXTS =
      Gen.oneOf(
          Strings.ascii(0, 3), Strings.withLoneSurrogates(0, 300), Gen.constant("a@b.example"));
  private static final Gen<Rank> RANKS = Gen.elements(Rank.USER, Rank.ADMINISTRATOR);
  private static final Gen<Instant> ENDS = Gen.ints(0, 100).map(DeciderSpec.NOW::plusSeconds);

  private static Gen<AccountCommand> accountCommands() {
    return choices -> {
      String text = choices.draw(TEXTS);
      RoomId room = choices.draw(ROOMS);
      int number = choices.below(3) + 1;
      return switch (choices.below(19)) {
        case 0, 1, 2 ->
            new AccountCommand.RegisterAccount(
                AOI, new OrganizationId(1), null, "a@b.example", Profile.named("葵"), text, null);
        case 3 -> new AccountCommand.EditProfile(Profile.named(text));
        case 4 -> new AccountCommand.ChangeAvatar(text);
        case 5 -> new AccountCommand.ChangeStatusText(text);
        case 6 -> new AccountCommand.ChangeChatworkId(text);
        case 7 -> new AccountCommand.ChangeEmail(text);
        case 8 -> new AccountCommand.ChangePassword(text);
        case 9 -> new AccountCommand.IssueApiToken(text);
        case 10 -> new AccountCommand.RevokeApiToken(text);
        case 11 -> new AccountCommand.PinRoom(room);
        case 12 -> new AccountCommand.UnpinRoom(room);
        case 13 ->
            new AccountCommand.ChangeRoomAttention(
                room, choices.draw(Gen.elements(Attention.values())));
        case 14 ->
            new AccountCommand.SaveCategory(
                choices.oneIn(2) ? number : null, text, choices.draw(Gen.lists(ROOMS, 0, 5)));
        case 15 -> new AccountCommand.DeleteCategory(number);
        case 16 ->
            choices.oneIn(2)
                ? new AccountCommand.BookmarkMessage(choices.draw(MESSAGES))
                : new AccountCommand.RemoveBookmark(choices.draw(MESSAGES));
        case 17 -> new AccountCommand.ChangePreference("p" + number, text);
        default ->
            choices.oneIn(2)
                ? new AccountCommand.DeactivateAccount()
                : new AccountCommand.ReactivateAccount();
      };
    };
  }

  @Test
  @DisplayName("[AC10] [AC11] any history of an account replays to its live state")
  void accounts() {
    DeciderProperties.check(
        "accounts",
        new AccountDecider(Limits.DEFAULT),
        histories(accountCommands(), ACTORS),
        PeoplePropertiesTest::assertTidy);
  }

  private static void assertTidy(Account account) {
    var own = account.arrangement();
    assertThat(own.pinned()).doesNotHaveDuplicates();
    assertThat(own.attention()).doesNotContainValue(Attention.ALL);
    assertThat(own.preferences()).doesNotContainValue("");
    assertThat(own.categories().keySet()).allMatch(id -> id <= own.lastCategory());
  }

  private static Gen<ContactCommand> contactCommands() {
    Gen<ContactCommand> requests =
        choices -> new ContactCommand.RequestContact(choices.draw(ACCOUNTS), choices.draw(TEXTS));
    return Gen.oneOf(
        requests,
        Gen.elements(
            new ContactCommand.AcceptContact(),
            new ContactCommand.DeclineContact(),
            new ContactCommand.CancelRequest(),
            new ContactCommand.RemoveContact(),
            new ContactCommand.OpenDirectRoom()));
  }

  @Test
  @DisplayName("[CO7] any history of a pair replays to its live state, and contacts have a room")
  void contacts() {
    DeciderProperties.check(
        "contacts",
        new ContactDecider(new AggregateId.ContactPair(AOI, REN), Limits.DEFAULT),
        histories(contactCommands(), ACTORS),
        pair ->
            assertThat(pair.relation() instanceof Contacts && pair.directRoom() == null).isFalse());
  }

  private static Gen<OrganizationCommand> organizationCommands() {
    return choices -> {
      AccountId account = choices.draw(ACCOUNTS);
      String code = "c" + choices.below(3);
      String email = choices.draw(Gen.elements("", "a@b.example", "A@B.example", "nobody"));
      return switch (choices.below(9)) {
        case 0 -> new OrganizationCommand.FoundOrganization(new OrganizationId(1), "空");
        case 1 -> new OrganizationCommand.RenameOrganization(choices.draw(TEXTS));
        case 2, 3 -> new OrganizationCommand.AddPerson(account, choices.draw(RANKS));
        case 4 -> new OrganizationCommand.RemovePerson(account);
        case 5 -> new OrganizationCommand.ChangeRank(account, choices.draw(RANKS));
        case 6 -> new OrganizationCommand.InvitePerson(code, email, choices.draw(ENDS));
        case 7 -> new OrganizationCommand.UseInvitation(code, account, email);
        default -> new OrganizationCommand.RevokeInvitation(code);
      };
    };
  }

  @Test
  @DisplayName("[OR5] any history of an organization keeps an administrator, and replays")
  void organizations() {
    DeciderProperties.check(
        "organizations",
        new OrganizationDecider(Limits.DEFAULT),
        histories(organizationCommands(), ACTORS),
        PeoplePropertiesTest::assertAdministered);
  }

  private static void assertAdministered(Organization organization) {
    List<Rank> ranks = organization.people().values();
    long administrators = ranks.stream().filter(Rank.ADMINISTRATOR::equals).count();
    assertThat(organization.administrators()).isEqualTo((int) administrators);
    assertThat(ranks.isEmpty() || administrators > 0).isTrue();
  }

  private static Gen<HandleCommand> handleCommands() {
    HandleName name = new HandleName(HandleName.Kind.CHATWORK_ID, "aoi");
    return choices -> {
      String claim = "attempt " + choices.below(3);
      int holder = choices.below(3);
      return switch (choices.below(4)) {
        case 0 -> new HandleCommand.ClaimHandle(name, claim, choices.draw(ENDS));
        case 2 -> new HandleCommand.FinishClaim(name, claim, holder + 1);
        case 1 -> new HandleCommand.BindHandle(name, claim, holder + 1);
        default -> new HandleCommand.ReleaseHandle(name, claim, holder);
      };
    };
  }

  @Test
  @DisplayName("any history of a handle replays to its live state")
  void handles() {
    DeciderProperties.check(
        "handles",
        new HandleDecider(),
        histories(handleCommands(), ACTORS),
        handle -> assertThat(handle).isNotNull());
  }
}
