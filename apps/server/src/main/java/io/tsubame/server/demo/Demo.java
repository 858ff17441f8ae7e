package io.tsubame.server.demo;

import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.contact.Contacts;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.ChangeStatusText;
import io.tsubame.domain.account.AccountCommand.PinRoom;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.server.demo.Cast.Company;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fills an empty server with a company at work: two organizations, their people, rooms, messages
/// of the past weeks, tasks, requests. Everything is decided at the time at which it is said to
/// have happened.
public final class Demo {
  private static final Duration AGE = Duration.ofDays(45);
  private static final List<String> SCRIPTS =
      List.of(
          "news", "launch", "development", "releases", "sales", "daniel", "kenji", "yumi", "my");

  private final Application application;
  private final StoryClock clock;
  private final Runnable viewsFollow;
  private final Instant now;
  private final Accounts accounts = new Accounts();
  private final Map<Company, OrganizationId> organizations = new EnumMap<>(Company.class);
  private @Nullable RoomId guestsRoom;

  private Demo(Application application, StoryClock clock, Runnable viewsFollow) {
    this.application = application;
    this.clock = clock;
    this.viewsFollow = viewsFollow;
    this.now = clock.instant();
  }

  /// How to get in, as [Cast#GUEST].
  public record Login(String email, String password, String apiToken) {}

  /// @param application of an empty server that decides by the clock, and of which nothing else
  ///   makes use
  /// @param viewsFollow returns when the views hold all that was accepted
  public static Login fill(Application application, StoryClock clock, Runnable viewsFollow) {
    return new Demo(application, clock, viewsFollow).fill();
  }

  private Login fill() {
    clock.set(now.minus(AGE));
    String token = application.tokens().apiToken();
    for (Company company : Company.values()) {
      organizations.put(company, found(company));
    }
    for (Cast person : Cast.values()) {
      register(person, person == Cast.GUEST ? Tokens.hash(token) : null);
    }
    viewsFollow.run();
    meet();
    Calendar calendar = new Calendar(now, clock.getZone());
    for (String name : SCRIPTS) {
      clock.set(now.minus(AGE));
      Script script = ScriptReader.read(text(name), calendar);
      Play.play(application, clock, accounts, myRoom(), script);
    }
    clock.set(now.minus(Duration.ofMinutes(90)));
    ask();
    viewsFollow.run();
    arrange();
    return new Login(Cast.GUEST.email(), Cast.PASSWORD, token);
  }

  private OrganizationId found(Company company) {
    Commit commit =
        Play.accepted(application.commands().create(founding(company), Actor.SERVER, null));
    return ((AggregateId.Organization) commit.aggregate()).id();
  }

  private static Creation founding(Company company) {
    return new FoundOrganization(new OrganizationId(Creation.UNNUMBERED), company.title());
  }

  /// The first of each organization becomes its administrator.
  private void register(Cast person, @Nullable String tokenHash) {
    Newcomer newcomer =
        new Newcomer(
            Objects.requireNonNull(organizations.get(person.company())),
            Rank.USER,
            person.email(),
            person.profile(),
            person.signsIn() ? Cast.PASSWORD : null,
            tokenHash);
    CommandId once = CommandId.lasting("demo:" + person.key());
    Registered registered = Play.found(application.registration().register(newcomer, once));
    accounts.add(person, registered.account());
    if (person == Cast.GUEST) {
      guestsRoom = registered.myRoom();
    }
    if (!person.status().isEmpty()) {
      AccountId account = registered.account();
      Play.accepted(
          application
              .commands()
              .send(
                  new AggregateId.Account(account),
                  new ChangeStatusText(person.status()),
                  Actor.of(account),
                  null));
    }
  }

  /// The guest has a contact outside, and with it a direct room.
  private void meet() {
    request(Cast.DANIEL, Cast.MISAKI, "Hi Misaki, Daniel from Harbor Design. Shall we talk here?");
    viewsFollow.run();
    AccountId guest = accounts.of(Cast.GUEST);
    application
        .queries()
        .people()
        .incomingRequests(guest)
        .forEach(open -> accept(guest, open.id()));
    viewsFollow.run();
  }

  /// The answer names the room, which the views may not hold yet; whoever needs it, opens it.
  private void accept(AccountId account, RequestId request) {
    Answer<Contacts.Accepted> _ = application.contacts().accept(account, request, null);
  }

  /// Requests that wait for an answer.
  private void ask() {
    request(Cast.RENA, Cast.MISAKI, "Harbor Design の小林です。Daniel から引き継ぎました。よろしくお願いします。");
    request(Cast.EMMA, Cast.DANIEL, "Emma from Sakura's London desk - nice to meet you!");
  }

  private void request(Cast from, Cast to, String message) {
    Play.accepted(
        application.contacts().request(accounts.of(from), accounts.of(to), message, null));
  }

  /// The guest's favourite room stands on top.
  private void arrange() {
    AccountId guest = accounts.of(Cast.GUEST);
    application.queries().rooms().rooms(guest).stream()
        .filter(room -> room.name().contains("ローンチ"))
        .forEach(room ->
            Play.accepted(
                application
                    .commands()
                    .send(
                        new AggregateId.Account(guest),
                        new PinRoom(room.id()),
                        Actor.of(guest),
                        null)));
  }

  private RoomId myRoom() {
    if (guestsRoom == null) {
      throw new IllegalStateException("the guest is not registered");
    }
    return guestsRoom;
  }

  private static String text(String script) {
    try (InputStream file = Demo.class.getResourceAsStream(script + ".txt")) {
      if (file == null) {
        throw new IllegalStateException("the script " + script + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
