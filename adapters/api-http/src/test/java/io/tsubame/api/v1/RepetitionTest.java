package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.Unavailable;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.organization.Invitations.Applicant;
import io.tsubame.application.query.PeopleQueries;
import io.tsubame.application.room.GroupRooms.NewRoom;
import io.tsubame.application.room.LinkWish;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A use case that broke off at any of its steps is completed by repeating it.
final class RepetitionTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static V1World world;

  private final String name = "n" + NAMES.incrementAndGet();
  private final String email = V1World.email(name);

  @BeforeAll
  static void start() {
    world = new V1World();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /// Breaks off after the steps, then repeats with everything in order.
  private <T> T repeated(int steps, Function<Application, Answer<T>> useCase) {
    try {
      Answer<T> _ = useCase.apply(world.failingAfter(steps));
    } catch (Unavailable _) {
      // as arranged; with more steps than there are it succeeds
    }
    return ((Answer.Found<T>) useCase.apply(world.app)).value();
  }

  private Registered fresh(Registered registered) {
    world.app.freshness().awaitOwnWrites(registered.account());
    return registered;
  }

  private void assertWhole(Registered registered, String email, Rank rank) {
    AccountId account = registered.account();
    PeopleQueries people = world.app.queries().people();
    var person = people.person(account).orElseThrow();
    assertThat(person.loginEmail()).isEqualTo(email);
    assertThat(world.app.signIn().withPassword(email, V1World.PASSWORD))
        .isEqualTo(Answer.of(account));
    assertThat(world.app.queries().organizations().rank(person.organization(), account))
        .contains(rank);
    world.app.freshness().awaitOwnWrites(account);
    assertThat(world.app.queries().rooms().rooms(account)).hasSize(1);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 9})
  @DisplayName("registering")
  void registering(int steps) {
    OrganizationId organization = world.organization("Here");
    fresh(world.register(organization, "boss" + name));
    Newcomer newcomer =
        new Newcomer(organization, Rank.USER, email, Profile.named("New"), V1World.PASSWORD, null);
    CommandId id = new CommandId("attempt " + name);
    Registered registered =
        fresh(repeated(steps, app -> app.registration().register(newcomer, id)));
    assertWhole(registered, email, Rank.USER);
    assertThat(world.app.registration().register(newcomer, new CommandId("another " + name)))
        .isInstanceOf(Answer.Refused.class);
    assertThat(world.app.queries().organizations().people(organization)).hasSize(2);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  @DisplayName("signing up")
  void signingUp(int steps) {
    OrganizationId organization = world.organization("Here");
    AccountId boss = fresh(world.register(organization, "boss" + name)).account();
    String code =
        ((Answer.Found<String>)
                world.app.invitations().invite(boss, organization, "", Duration.ofDays(1), null))
            .value();
    world.app.freshness().awaitOwnWrites(boss);
    Applicant applicant = new Applicant(code, "New", email, V1World.PASSWORD);
    Registered registered = fresh(repeated(steps, app -> app.invitations().signUp(applicant)));
    assertWhole(registered, email, Rank.USER);
    Applicant thief = new Applicant(code, "New", email, "another password");
    assertThat(world.app.invitations().signUp(thief)).isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 9})
  @DisplayName("making a room with a link")
  void roomWithLink(int steps) {
    AccountId boss = fresh(world.register(world.organization("Here"), "boss" + name)).account();
    NewRoom wish =
        new NewRoom(
            "Room",
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(boss), List.of(), List.of()),
            new LinkWish("code-" + name, false, ""));
    CommandId id = new CommandId("room " + name);
    RoomId room = repeated(steps, app -> app.groupRooms().create(boss, wish, id));
    world.app.freshness().awaitOwnWrites(boss);
    assertThat(world.app.queries().rooms().byLinkCode("code-" + name).orElseThrow().room())
        .isEqualTo(room);
    assertThat(world.app.queries().rooms().rooms(boss)).hasSize(2);
    assertThat(world.app.groupRooms().create(boss, wish, new CommandId("another " + name)))
        .isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 9})
  @DisplayName("changing the address to sign in with")
  void changingEmail(int steps) {
    AccountId boss = fresh(world.register(world.organization("Here"), "boss" + name)).account();
    repeated(
        steps,
        app -> {
          app.freshness().awaitOwnWrites(boss);
          Outcome outcome = app.addresses().changeEmail(boss, email, V1World.PASSWORD, null);
          return outcome instanceof Outcome.Accepted
              ? Answer.of(outcome)
              : Answer.refuse(((Outcome.Rejected) outcome).reason());
        });
    world.app.freshness().awaitOwnWrites(boss);
    assertThat(world.app.signIn().withPassword(email, V1World.PASSWORD)).isEqualTo(Answer.of(boss));
    assertThat(world.app.signIn().withPassword(V1World.email("boss" + name), V1World.PASSWORD))
        .isInstanceOf(Answer.Refused.class);
  }
}
