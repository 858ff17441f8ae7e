package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.Ports;
import io.tsubame.application.Unavailable;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.organization.Invitations.Applicant;
import io.tsubame.application.organization.SetUp.FirstRun;
import io.tsubame.application.query.PeopleQueries;
import io.tsubame.application.room.GroupRooms.NewRoom;
import io.tsubame.application.room.LinkWish;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A use case that broke off at any of its steps is completed by repeating it.
final class RepetitionTest {
  private final V1World world = new V1World();

  @AfterEach
  void stop() {
    world.close();
  }

  /// Serves a number of commands and then none any more.
  private static final class Failing implements Commands {
    private final Commands inner;
    private int left;

    Failing(Commands inner, int left) {
      this.inner = inner;
      this.left = left;
    }

    @Override
    public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
      serve();
      return inner.send(to, command, actor, id);
    }

    @Override
    public Outcome create(IntFunction<Creation> creation, Actor actor, @Nullable CommandId id) {
      serve();
      return inner.create(creation, actor, id);
    }

    private void serve() {
      if (left-- == 0) {
        throw new Unavailable("broken off");
      }
    }
  }

  /// Breaks off after the steps, then repeats with everything in order.
  private <T> T repeated(int steps, Function<Application, Answer<T>> useCase) {
    Ports ports = world.app.ports();
    Application failing =
        Application.over(
            new Ports(
                new Failing(ports.commands(), steps),
                ports.freshness(),
                ports.queries(),
                ports.sessions(),
                ports.passwords(),
                ports.random(),
                ports.clock(),
                ports.limits()));
    try {
      Answer<T> _ = useCase.apply(failing);
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
    fresh(world.register(organization, "boss"));
    Newcomer newcomer =
        new Newcomer(
            organization,
            Rank.USER,
            "new@example.com",
            Profile.named("New"),
            V1World.PASSWORD,
            null);
    CommandId id = new CommandId("attempt");
    Registered registered =
        fresh(repeated(steps, app -> app.registration().register(newcomer, id)));
    assertWhole(registered, "new@example.com", Rank.USER);
    assertThat(world.app.registration().register(newcomer, new CommandId("another")))
        .isInstanceOf(Answer.Refused.class);
    assertThat(world.app.queries().organizations().people(organization)).hasSize(2);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  @DisplayName("the first run, once the claim of the attempt before has run out")
  void firstRun(int steps) {
    FirstRun wish = new FirstRun("Here", "Boss", "boss@example.com", V1World.PASSWORD);
    Registered registered =
        fresh(
            repeated(
                steps,
                app -> {
                  world.clock.advance(Duration.ofMinutes(6));
                  return app.setUp().run(wish);
                }));
    assertWhole(registered, "boss@example.com", Rank.ADMINISTRATOR);
    assertThat(world.app.setUp().run(wish)).isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  @DisplayName("signing up")
  void signingUp(int steps) {
    OrganizationId organization = world.organization("Here");
    AccountId boss = fresh(world.register(organization, "boss")).account();
    String code =
        ((Answer.Found<String>)
                world.app.invitations().invite(boss, organization, "", Duration.ofDays(1), null))
            .value();
    world.app.freshness().awaitOwnWrites(boss);
    Applicant applicant = new Applicant(code, "New", "new@example.com", V1World.PASSWORD);
    Registered registered = fresh(repeated(steps, app -> app.invitations().signUp(applicant)));
    assertWhole(registered, "new@example.com", Rank.USER);
    Applicant thief = new Applicant(code, "New", "new@example.com", "another password");
    assertThat(world.app.invitations().signUp(thief)).isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 9})
  @DisplayName("making a room with a link")
  void roomWithLink(int steps) {
    AccountId boss = fresh(world.register(world.organization("Here"), "boss")).account();
    NewRoom wish =
        new NewRoom(
            "Room",
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(boss), List.of(), List.of()),
            new LinkWish("the-code", false, ""));
    CommandId id = new CommandId("room");
    RoomId room = repeated(steps, app -> app.groupRooms().create(boss, wish, id));
    world.app.freshness().awaitOwnWrites(boss);
    assertThat(world.app.queries().rooms().byLinkCode("the-code").orElseThrow().room())
        .isEqualTo(room);
    assertThat(world.app.queries().rooms().rooms(boss)).hasSize(2);
    assertThat(world.app.groupRooms().create(boss, wish, new CommandId("another")))
        .isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest(name = "after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 9})
  @DisplayName("changing the address to sign in with")
  void changingEmail(int steps) {
    AccountId boss = fresh(world.register(world.organization("Here"), "boss")).account();
    repeated(
        steps,
        app -> {
          app.freshness().awaitOwnWrites(boss);
          Outcome outcome =
              app.addresses().changeEmail(boss, "new@example.com", V1World.PASSWORD, null);
          return outcome instanceof Outcome.Accepted
              ? Answer.of(outcome)
              : Answer.refuse(((Outcome.Rejected) outcome).reason());
        });
    world.app.freshness().awaitOwnWrites(boss);
    assertThat(world.app.signIn().withPassword("new@example.com", V1World.PASSWORD))
        .isEqualTo(Answer.of(boss));
    assertThat(world.app.signIn().withPassword("boss@example.com", V1World.PASSWORD))
        .isInstanceOf(Answer.Refused.class);
  }
}
