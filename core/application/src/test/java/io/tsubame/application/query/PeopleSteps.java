package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Commands about four people of two organizations, who meet as contacts and give each other names.
final class PeopleSteps {
  static final List<AccountId> PEOPLE =
      List.of(new AccountId(65), new AccountId(130), new AccountId(195), new AccountId(260));
  static final List<OrganizationId> ORGANIZATIONS =
      List.of(new OrganizationId(70), new OrganizationId(135));
  static final List<String> TOKENS = List.of("a1".repeat(32), "b2".repeat(32));
  static final List<String> NAMES = List.of("aya@sora.example", "Ben@Sora.example", "swallow");
  static final List<RoomId> ROOMS = List.of(new RoomId(66), new RoomId(67), new RoomId(68));

  record Step(AggregateId to, Actor actor, Command command) {}

  private static final Gen<AccountId> ACCOUNTS = one(PEOPLE);
  private static final Gen<OrganizationId> GROUPS = one(ORGANIZATIONS);
  private static final Gen<String> TEXTS = Gen.elements("Aya", "Ben", "燕", "アヤ", "ｱﾔ", "");
  private static final Gen<Rank> RANKS = Gen.elements(Rank.USER, Rank.ADMINISTRATOR);

  private PeopleSteps() {}

  private static <T> Gen<T> one(List<T> values) {
    return choices -> values.get(choices.below(values.size()));
  }

  private static AccountCommand account(Choices choices) {
    String text = choices.draw(TEXTS);
    RoomId room = choices.draw(one(ROOMS));
    MessageId message = MessageId.of(room, 1 + choices.below(2));
    return switch (choices.below(16)) {
      case 0 ->
          new AccountCommand.EditProfile(
              new Profile(text, "", "", "", "", "m@x.example", "", "", "", "", "", ""));
      case 1 -> new AccountCommand.ChangeAvatar(text);
      case 2 -> new AccountCommand.ChangeStatusText(text);
      case 3 -> new AccountCommand.ChangeChatworkId(choices.draw(one(NAMES)));
      case 4 -> new AccountCommand.ChangeEmail(choices.draw(one(NAMES)));
      case 5 -> new AccountCommand.ChangePassword("hash of " + text);
      case 6 -> new AccountCommand.IssueApiToken(choices.draw(one(TOKENS)));
      case 7 -> new AccountCommand.RevokeApiToken(choices.draw(one(TOKENS)));
      case 8 -> new AccountCommand.PinRoom(room);
      case 9 -> new AccountCommand.UnpinRoom(room);
      case 10 ->
          new AccountCommand.ChangeRoomAttention(
              room, choices.draw(Gen.elements(Attention.values())));
      case 11 ->
          new AccountCommand.SaveCategory(
              choices.oneIn(2) ? 1 + choices.below(3) : null, "c" + text, List.of(room));
      case 12 -> new AccountCommand.DeleteCategory(1 + choices.below(3));
      case 13 ->
          choices.oneIn(2)
              ? new AccountCommand.BookmarkMessage(message)
              : new AccountCommand.RemoveBookmark(message);
      case 14 -> new AccountCommand.ChangePreference("language", text);
      default ->
          choices.oneIn(2)
              ? new AccountCommand.DeactivateAccount()
              : new AccountCommand.ReactivateAccount();
    };
  }

  private static OrganizationCommand organization(Choices choices) {
    AccountId account = choices.draw(ACCOUNTS);
    String code = "c" + choices.below(2);
    return switch (choices.below(7)) {
      case 0 -> new OrganizationCommand.RenameOrganization(choices.draw(Gen.elements("空", "海")));
      case 1 -> new OrganizationCommand.AddPerson(account, choices.draw(RANKS));
      case 2 -> new OrganizationCommand.RemovePerson(account);
      case 3 -> new OrganizationCommand.ChangeRank(account, choices.draw(RANKS));
      case 4 ->
          new OrganizationCommand.InvitePerson(code, "", Instant.parse("2027-01-01T00:00:00Z"));
      case 5 -> new OrganizationCommand.UseInvitation(code, account, "a@b.example");
      default -> new OrganizationCommand.RevokeInvitation(code);
    };
  }

  private static Step contact(Choices choices) {
    AccountId one = choices.draw(ACCOUNTS);
    AccountId other = choices.draw(ACCOUNTS.filter(each -> !each.equals(one)));
    ContactCommand command =
        choices.oneIn(2)
            ? new ContactCommand.RequestContact(other, choices.draw(TEXTS))
            : choices.draw(
                Gen.elements(
                    new ContactCommand.AcceptContact(),
                    new ContactCommand.AcceptContact(),
                    new ContactCommand.DeclineContact(),
                    new ContactCommand.CancelRequest(),
                    new ContactCommand.RemoveContact(),
                    new ContactCommand.OpenDirectRoom()));
    return new Step(AggregateId.ContactPair.of(one, other), Actor.of(one), command);
  }

  private static Step handle(Choices choices) {
    HandleName name =
        new HandleName(
            choices.draw(Gen.elements(HandleName.Kind.EMAIL, HandleName.Kind.CHATWORK_ID)),
            choices.draw(one(NAMES)));
    String claim = "attempt " + choices.below(2);
    int holder = choices.draw(ACCOUNTS).value();
    HandleCommand command =
        switch (choices.below(4)) {
          case 0 ->
              new HandleCommand.ClaimHandle(name, claim, Instant.parse("2026-05-01T00:00:00Z"));
          case 1, 2 -> new HandleCommand.BindHandle(name, claim, holder);
          default -> new HandleCommand.ReleaseHandle(name, claim, choices.oneIn(2) ? holder : 0);
        };
    return new Step(new AggregateId.Handle(name), Actor.SERVER, command);
  }

  private static Step step(Choices choices) {
    return switch (choices.below(5)) {
      case 0, 1 -> {
        AccountId account = choices.draw(ACCOUNTS);
        Actor actor = choices.oneIn(2) ? Actor.SERVER : Actor.of(account);
        yield new Step(new AggregateId.Account(account), actor, account(choices));
      }
      case 2 -> contact(choices);
      case 3 -> handle(choices);
      default ->
          new Step(
              new AggregateId.Organization(choices.draw(GROUPS)),
              Actor.SERVER,
              organization(choices));
    };
  }

  static final Gen<List<Step>> LIVES =
      choices -> {
        List<Step> steps = new ArrayList<>();
        for (OrganizationId organization : ORGANIZATIONS) {
          steps.add(
              new Step(
                  new AggregateId.Organization(organization),
                  Actor.SERVER,
                  new OrganizationCommand.FoundOrganization(organization, "空")));
        }
        for (AccountId account : PEOPLE) {
          steps.addAll(arrival(account, choices));
        }
        steps.addAll(choices.draw(Gen.lists(PeopleSteps::step, 10, 80)));
        return List.copyOf(steps);
      };

  private static List<Step> arrival(AccountId account, Choices choices) {
    OrganizationId organization = choices.draw(GROUPS);
    return List.of(
        new Step(
            new AggregateId.Account(account),
            Actor.SERVER,
            new AccountCommand.RegisterAccount(
                account,
                organization,
                choices.oneIn(2) ? choices.draw(RANKS) : null,
                "p" + account + "@sora.example",
                Profile.named("P" + account),
                choices.oneIn(2) ? "hash" : null,
                null)),
        new Step(
            new AggregateId.Organization(organization),
            Actor.SERVER,
            new OrganizationCommand.AddPerson(account, choices.draw(RANKS))));
  }
}
