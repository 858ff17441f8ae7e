package io.tsubame.domain.account;

import static io.tsubame.domain.Actor.SERVER;
import static io.tsubame.domain.DeciderSpec.NOW;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.DeciderSpec;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.ChangeAvatar;
import io.tsubame.domain.account.AccountCommand.ChangeChatworkId;
import io.tsubame.domain.account.AccountCommand.ChangeEmail;
import io.tsubame.domain.account.AccountCommand.ChangePassword;
import io.tsubame.domain.account.AccountCommand.ChangeStatusText;
import io.tsubame.domain.account.AccountCommand.DeactivateAccount;
import io.tsubame.domain.account.AccountCommand.EditProfile;
import io.tsubame.domain.account.AccountCommand.IssueApiToken;
import io.tsubame.domain.account.AccountCommand.ReactivateAccount;
import io.tsubame.domain.account.AccountCommand.RegisterAccount;
import io.tsubame.domain.account.AccountCommand.RevokeApiToken;
import io.tsubame.domain.account.AccountEvent.AccountDeactivated;
import io.tsubame.domain.account.AccountEvent.AccountReactivated;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.ApiTokenIssued;
import io.tsubame.domain.account.AccountEvent.ApiTokenRevoked;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import io.tsubame.domain.account.AccountEvent.ChatworkIdChanged;
import io.tsubame.domain.account.AccountEvent.EmailChanged;
import io.tsubame.domain.account.AccountEvent.PasswordChanged;
import io.tsubame.domain.account.AccountEvent.PlaceAwaited;
import io.tsubame.domain.account.AccountEvent.ProfileEdited;
import io.tsubame.domain.account.AccountEvent.StatusTextChanged;
import io.tsubame.domain.account.AccountRejection.AccountAlreadyExists;
import io.tsubame.domain.account.AccountRejection.AccountIsDeactivated;
import io.tsubame.domain.account.AccountRejection.AccountNotFound;
import io.tsubame.domain.account.AccountRejection.FieldOutOfBounds;
import io.tsubame.domain.account.AccountRejection.NoSuchApiToken;
import io.tsubame.domain.account.AccountRejection.NotAnEmailAddress;
import io.tsubame.domain.account.AccountRejection.NotYourAccount;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Registration, identity, credentials and status. The numbers are those of
/// `docs/spec/accounts.md`.
class AccountDeciderTest {
  static final AccountId AOI = new AccountId(64);
  static final Actor SELF = Actor.of(AOI);
  static final Actor OTHER = Actor.of(new AccountId(128));
  static final Profile PROFILE = Profile.named("佐藤 葵");
  static final AccountRegistered REGISTERED =
      new AccountRegistered(
          AOI, new RoomId(640), new OrganizationId(1), "aoi@tsubame.example", PROFILE, NOW);

  static final DeciderSpec<AccountCommand, Account, AccountEvent> NOBODY =
      DeciderSpec.of(new AccountDecider(Limits.DEFAULT));
  static final DeciderSpec<AccountCommand, Account, AccountEvent> ACTIVE = NOBODY.given(REGISTERED);
  static final DeciderSpec<AccountCommand, Account, AccountEvent> DEACTIVATED =
      ACTIVE.given(new AccountDeactivated(NOW));

  private static RegisterAccount register(String email, Profile profile) {
    return new RegisterAccount(AOI, new OrganizationId(1), null, email, profile, null, null);
  }

  static Profile withUrl(String url) {
    return new Profile("佐藤 葵", "", "", url, "", "", "", "", "", "", "", "");
  }

  @TestFactory
  Stream<DynamicTest> registration() {
    RegisterAccount plain = register("aoi@tsubame.example", PROFILE);
    return Stream.of(
        NOBODY.when(SERVER, plain).then("[AC1] with a fresh id for My chat", REGISTERED),
        NOBODY
            .when(
                SERVER,
                new RegisterAccount(
                    AOI,
                    new OrganizationId(1),
                    Rank.USER,
                    "aoi@tsubame.example",
                    PROFILE,
                    "$argon2",
                    "c0ffee"))
            .then(
                "[AC1] with password, token and the wish for a place",
                REGISTERED,
                new PasswordChanged("$argon2", NOW),
                new ApiTokenIssued("c0ffee", NOW),
                new PlaceAwaited(new OrganizationId(1), Rank.USER)),
        NOBODY.when(SELF, plain).thenRejected("[AC1] not by a person", new NotYourAccount()),
        ACTIVE.when(SERVER, plain).thenRejected("[AC2] only once", new AccountAlreadyExists()),
        DEACTIVATED.when(SERVER, plain).thenRejected("[AC2] for ever", new AccountAlreadyExists()),
        NOBODY
            .when(SERVER, register("aoi", PROFILE))
            .thenRejected("[AC7] with an address", new NotAnEmailAddress()),
        NOBODY
            .when(SERVER, register("aoi@tsubame.example", Profile.named("")))
            .thenRejected("[AC6] with a name", new FieldOutOfBounds("name", 1, 255)));
  }

  @TestFactory
  Stream<DynamicTest> whoMay() {
    List<AccountCommand> all =
        List.of(
            new EditProfile(Profile.named("x")),
            new ChangeAvatar("1"),
            new ChangeStatusText("x"),
            new ChangeChatworkId("x"),
            new ChangeEmail("x@y.example"),
            new ChangePassword("x"),
            new IssueApiToken("x"),
            new RevokeApiToken("x"),
            new AccountCommand.PinRoom(new RoomId(1)),
            new AccountCommand.UnpinRoom(new RoomId(1)),
            new AccountCommand.ChangeRoomAttention(new RoomId(1), Attention.NONE),
            new AccountCommand.SaveCategory(null, "x", List.of()),
            new AccountCommand.DeleteCategory(1),
            new AccountCommand.BookmarkMessage(ArrangementRulesTest.MESSAGE),
            new AccountCommand.RemoveBookmark(ArrangementRulesTest.MESSAGE),
            new AccountCommand.ChangePreference("x", "y"));
    Stream<DynamicTest> every =
        all.stream()
            .flatMap(command ->
                Stream.of(
                    NOBODY
                        .when(SERVER, command)
                        .thenRejected("[AC3] exists", new AccountNotFound()),
                    ACTIVE
                        .when(OTHER, command)
                        .thenRejected("[AC4] is your own", new NotYourAccount()),
                    DEACTIVATED
                        .when(SELF, command)
                        .thenRejected("[AC5] is active", new AccountIsDeactivated()),
                    DEACTIVATED
                        .when(SERVER, command)
                        .thenRejected("[AC5] is active", new AccountIsDeactivated())));
    return Stream.concat(every, status());
  }

  private static Stream<DynamicTest> status() {
    AccountDeactivated deactivated = new AccountDeactivated(NOW);
    return Stream.of(
        ACTIVE.when(SELF, new DeactivateAccount()).then("[AC5] by itself", deactivated),
        ACTIVE.when(SERVER, new DeactivateAccount()).then("[AC5] by the server", deactivated),
        ACTIVE
            .when(OTHER, new DeactivateAccount())
            .thenRejected("[AC4] not by others", new NotYourAccount()),
        DEACTIVATED.when(SERVER, new DeactivateAccount()).thenNothing("[AC9] again"),
        DEACTIVATED
            .when(SELF, new DeactivateAccount())
            .thenRejected("[AC5] a deactivated one does nothing", new AccountIsDeactivated()),
        DEACTIVATED
            .when(SERVER, new ReactivateAccount())
            .then("[AC5] by the server", new AccountReactivated()),
        DEACTIVATED
            .when(SELF, new ReactivateAccount())
            .thenRejected("[AC5] not by itself", new AccountIsDeactivated()),
        DEACTIVATED
            .when(OTHER, new ReactivateAccount())
            .thenRejected("[AC4] not by others", new NotYourAccount()),
        ACTIVE.when(SERVER, new ReactivateAccount()).thenNothing("[AC9] is active already"),
        ACTIVE.when(SELF, new ReactivateAccount()).thenNothing("[AC9] is active already"),
        NOBODY
            .when(SERVER, new ReactivateAccount())
            .thenRejected("[AC3] exists", new AccountNotFound()));
  }

  @TestFactory
  Stream<DynamicTest> identity() {
    Profile edited = withUrl("https://tsubame.example/");
    return Stream.of(
        ACTIVE.when(SELF, new EditProfile(edited)).then("by itself", new ProfileEdited(edited)),
        ACTIVE
            .when(SERVER, new EditProfile(edited))
            .then("by the server", new ProfileEdited(edited)),
        ACTIVE.when(SELF, new EditProfile(PROFILE)).thenNothing("[AC9] no change"),
        ACTIVE
            .when(SELF, new EditProfile(Profile.named(" \t　")))
            .thenRejected("[AC6] blank name", new FieldOutOfBounds("name", 1, 255)),
        ACTIVE
            .when(SELF, new EditProfile(Profile.named("燕".repeat(256))))
            .thenRejected("[AC6] long name", new FieldOutOfBounds("name", 1, 255)),
        ACTIVE
            .when(SELF, new EditProfile(Profile.named("𠮷".repeat(255))))
            .then("[AC6] counts code points", new ProfileEdited(Profile.named("𠮷".repeat(255)))),
        ACTIVE
            .when(SELF, new EditProfile(withUrl("x".repeat(1_001))))
            .thenRejected("[AC6] long field", new FieldOutOfBounds("url", 0, 1_000)),
        ACTIVE.when(SELF, new ChangeAvatar("7")).then("drawn", new AvatarChanged("7")),
        ACTIVE.when(SELF, new ChangeAvatar("")).thenNothing("[AC9] no change"),
        ACTIVE
            .when(SELF, new ChangeAvatar("x".repeat(1_001)))
            .thenRejected("[AC6] long key", new FieldOutOfBounds("avatar", 0, 1_000)),
        ACTIVE
            .when(SELF, new ChangeStatusText("休暇中"))
            .then("any text", new StatusTextChanged("休暇中")),
        ACTIVE.when(SELF, new ChangeStatusText("")).thenNothing("[AC9] no change"),
        ACTIVE
            .when(SELF, new ChangeStatusText("x".repeat(1_001)))
            .thenRejected("[AC6] long text", new FieldOutOfBounds("status_text", 0, 1_000)),
        ACTIVE.when(SELF, new ChangeChatworkId("aoi")).then("new", new ChatworkIdChanged("aoi")),
        ACTIVE
            .given(new ChatworkIdChanged("aoi"))
            .when(SELF, new ChangeChatworkId(""))
            .then("given up", new ChatworkIdChanged("")),
        ACTIVE.when(SELF, new ChangeChatworkId("")).thenNothing("[AC9] no change"),
        ACTIVE
            .when(SELF, new ChangeChatworkId("x".repeat(51)))
            .thenRejected("[AC6] long id", new FieldOutOfBounds("chatwork_id", 0, 50)));
  }

  @TestFactory
  Stream<DynamicTest> credentials() {
    List<ApiTokenIssued> ten =
        IntStream.range(0, 10).mapToObj(i -> new ApiTokenIssued("t" + i, NOW)).toList();
    return Stream.of(
        ACTIVE
            .when(SELF, new ChangeEmail("a@b.example"))
            .then("new", new EmailChanged("a@b.example")),
        ACTIVE.when(SELF, new ChangeEmail("aoi@tsubame.example")).thenNothing("[AC9] no change"),
        ACTIVE
            .when(SELF, new ChangeEmail("a@@b"))
            .thenRejected("[AC7] an address", new NotAnEmailAddress()),
        ACTIVE
            .when(SERVER, new ChangePassword("$argon2"))
            .then("new", new PasswordChanged("$argon2", NOW)),
        ACTIVE
            .given(new PasswordChanged("$argon2", NOW))
            .when(SELF, new ChangePassword("$argon2"))
            .thenNothing("[AC9] no change"),
        ACTIVE.when(SELF, new IssueApiToken("t0")).then("new", new ApiTokenIssued("t0", NOW)),
        ACTIVE.given(ten).when(SELF, new IssueApiToken("t9")).thenNothing("[AC9] known"),
        ACTIVE
            .given(ten)
            .when(SELF, new IssueApiToken("t10"))
            .thenRejected("[AC8] an eleventh", new FieldOutOfBounds("api_tokens", 0, 10)),
        ACTIVE
            .given(ten)
            .when(SELF, new RevokeApiToken("t3"))
            .then("known", new ApiTokenRevoked("t3")),
        ACTIVE
            .given(ten)
            .given(new ApiTokenRevoked("t3"))
            .when(SELF, new IssueApiToken("t10"))
            .then("[AC8] after one was revoked", new ApiTokenIssued("t10", NOW)),
        ACTIVE.when(SELF, new RevokeApiToken("t0")).thenRejected("unknown", new NoSuchApiToken()));
  }
}
