package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.ServerLimits;
import io.tsubame.application.Answer;
import io.tsubame.application.Unavailable;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.query.CredentialQueries.Credentials;
import io.tsubame.application.query.OrganizationQueries;
import io.tsubame.application.shard.CommandId;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationCommand.RemovePerson;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationFull;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A registration that breaks off at any of its steps, as in a crash, and that nobody repeats: it
/// is finished, or nothing of it is in the way. Rule PO3 of `docs/spec/projections.md`.
final class UnfinishedRegistrationTest {
  private static final int PLACES = 2;
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static V1World world;

  private final String name = "u" + NAMES.incrementAndGet();
  private final String email = V1World.email(name);
  private final CommandId attempt = new CommandId("attempt " + name);

  @BeforeAll
  static void start() {
    world = new V1World(withPlaces(PLACES), ServerLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest(name = "[PO3] after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 9})
  @DisplayName("where there is a place")
  void place(int steps) throws InterruptedException {
    OrganizationId organization = world.organization("Here");
    world.register(organization, "boss" + name);
    breakOff(steps, organization);

    Optional<AccountId> account = account();
    if (account.isEmpty()) {
      assertThat(steps).as("nothing was begun but the claim").isLessThan(2);
      assertAddressIsFree();
    } else {
      assertWhole(account.get(), organization);
    }
  }

  @ParameterizedTest(name = "[PO3] after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
  @DisplayName("where the organization is full")
  void full(int steps) throws InterruptedException {
    OrganizationId organization = world.organization("Full");
    world.register(organization, "boss" + name);
    AccountId second = world.register(organization, "second" + name).account();
    breakOff(steps, organization);

    assertThat(account()).as("nobody signs in").isEmpty();
    OrganizationQueries organizations = world.app.queries().organizations();
    assertThat(organizations.people(organization)).hasSize(PLACES);

    world
        .app
        .commands()
        .send(
            new AggregateId.Organization(organization),
            new RemovePerson(second),
            Actor.SERVER,
            null);
    world.settle();
    Answer<Registered> again = world.app.registration().register(newcomer(organization), attempt);
    world.settle();
    assertWhole(((Answer.Found<Registered>) again).value().account(), organization);
  }

  @ParameterizedTest(name = "[PO3] after {0} steps")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
  @DisplayName("where the organization is full, the address is free for another account")
  void elsewhere(int steps) throws InterruptedException {
    OrganizationId organization = world.organization("Full");
    world.register(organization, "boss" + name);
    world.register(organization, "second" + name);
    breakOff(steps, organization);

    assertAddressIsFree();
  }

  private void breakOff(int steps, OrganizationId organization) throws InterruptedException {
    try {
      Answer<Registered> answer =
          world.failingAfter(steps).registration().register(newcomer(organization), attempt);
      if (answer instanceof Answer.Refused<Registered> refused) {
        assertThat(refused.reason()).isEqualTo(new OrganizationFull(PLACES));
      }
    } catch (Unavailable _) {
      // as arranged; with more steps than there are it comes to its end
    }
    world.settle();
  }

  private Newcomer newcomer(OrganizationId organization) {
    return new Newcomer(
        organization, Rank.USER, email, Profile.named("New"), V1World.PASSWORD, null);
  }

  private Optional<AccountId> account() {
    return world.app.queries().credentials().byEmail(email).map(Credentials::account);
  }

  private void assertWhole(AccountId account, OrganizationId organization) {
    assertThat(world.app.signIn().withPassword(email, V1World.PASSWORD))
        .isEqualTo(Answer.of(account));
    assertThat(world.app.queries().organizations().rank(organization, account)).contains(Rank.USER);
    assertThat(world.app.queries().rooms().rooms(account)).hasSize(1);
  }

  private void assertAddressIsFree() throws InterruptedException {
    world.clock.advance(CLAIM);
    OrganizationId elsewhere = world.organization("Elsewhere");
    world.register(elsewhere, "bossof" + name);
    Answer<Registered> other =
        world.app.registration().register(newcomer(elsewhere), new CommandId("another " + name));
    world.settle();
    assertWhole(((Answer.Found<Registered>) other).value().account(), elsewhere);
  }

  private static Limits withPlaces(int people) {
    return new Limits(
        65_535, 255, 65_535, 20_000, 1_000, 1_000, 50, 64, 1_000, 100, 10, 1_000, 255, 50, 1_000,
        1_000, 1_000, 100, 2_000, 2_000, 10, 100, 1_000, people, 1_000);
  }
}
