package io.tsubame.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tsubame.api.ApiTokens;
import io.tsubame.api.Avatars;
import io.tsubame.api.HttpApi;
import io.tsubame.api.HttpSettings;
import io.tsubame.api.Pictures;
import io.tsubame.api.ServerLimits;
import io.tsubame.api.v2.ApiV2;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.query.ViewQueries;
import io.tsubame.application.secret.Passwords;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands.Creation;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.AccountDecider;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.contact.ContactDecider;
import io.tsubame.domain.handle.HandleDecider;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationDecider;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemorySessionStore;
import io.tsubame.testkit.InMemoryViewStore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole server in this process: real HTTP, shards and views over stores in memory, and people
/// who are made as a test needs them.
public final class TestServer implements AutoCloseable {
  private static final int SHARDS = 64;
  private static final Clock CLOCK = Clock.systemUTC();

  private final InMemoryEventLog log = new InMemoryEventLog(SHARDS);
  private final InMemoryViewStore views = new InMemoryViewStore();
  private final InMemorySessionStore sessions = new InMemorySessionStore(CLOCK, 100_000);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger people = new AtomicInteger();
  private final Engine engine;
  private final Application application;
  private final HttpApi http;

  public TestServer(ServerLimits limits) {
    engine = engine();
    application = Application.over(ports());
    ApiTokens tokens = new ApiTokens(application.queries().credentials(), limits.cachedTokens());
    engine.listen(tokens);
    engine.start();
    http =
        HttpApi.builder(HttpSettings.local(0).with(limits), registry)
            .area(ApiV2.area(application, tokens, limits))
            .area(Avatars.area())
            .area(new Pictures().area())
            .start();
  }

  private Engine engine() {
    Deciders deciders =
        new Deciders(
            new RoomDecider(Limits.DEFAULT, Set.of("👍", "🎉")),
            new AccountDecider(Limits.DEFAULT),
            new OrganizationDecider(Limits.DEFAULT),
            pair -> new ContactDecider(pair, Limits.DEFAULT),
            new HandleDecider());
    return new Engine(
        new EnginePorts(
            log,
            new ProtobufCommitCodec(),
            deciders,
            views,
            new ViewStateLoader(views),
            List.of(new ViewProjection()),
            List.of(new UnfinishedWork()),
            CLOCK),
        EngineLimits.DEFAULT);
  }

  private Ports ports() {
    return new Ports(
        engine.commands(),
        engine.freshness(),
        ViewQueries.over(views),
        sessions,
        new NoPasswords(),
        new SecureRandomBytes(),
        CLOCK,
        Limits.DEFAULT);
  }

  /// Nobody signs in by password here.
  private static final class NoPasswords implements Passwords {
    @Override
    public String hash(String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean matches(String password, String hash) {
      return false;
    }

    @Override
    public void matchNothing(String password) {}
  }

  public String url() {
    return "http://127.0.0.1:" + http.port();
  }

  public int port() {
    return http.port();
  }

  public Application application() {
    return application;
  }

  /// A new organization that nobody else is in.
  public OrganizationId organization(String name) {
    Outcome outcome =
        application
            .commands()
            .create(
                number -> {
                  OrganizationId id = new OrganizationId(number);
                  return new Creation(
                      new AggregateId.Organization(id), new FoundOrganization(id, name));
                },
                Actor.SERVER,
                null);
    Outcome.Accepted accepted = (Outcome.Accepted) outcome;
    return ((AggregateId.Organization) accepted.commit().aggregate()).id();
  }

  /// A new person in the organization, with an API token.
  public Person person(String name, OrganizationId organization) {
    String token = application.tokens().apiToken();
    String email = name.replace(' ', '.') + people.incrementAndGet() + "@example.com";
    Newcomer newcomer =
        new Newcomer(organization, Rank.USER, email, Profile.named(name), null, Tokens.hash(token));
    Answer<Registered> answer =
        application.registration().register(newcomer, new CommandId("test:" + email));
    if (!(answer instanceof Answer.Found<Registered>(Registered registered))) {
      throw new IllegalStateException("cannot register " + name + ": " + answer);
    }
    application.freshness().awaitOwnWrites(registered.account());
    awaitToken(token);
    return new Person(
        registered.account(), registered.myRoom(), name, email, new Caller(url(), token));
  }

  /// Until the views know it: nobody is asked yet whose own writes could be waited for.
  private void awaitToken(String token) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (application.queries().credentials().byApiToken(Tokens.hash(token)).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the views do not follow");
      }
      Thread.onSpinWait();
    }
  }

  /// Makes two people contacts, whichever organizations they are of.
  public void connect(Person one, Person other) {
    application.contacts().request(one.id(), other.id(), "hello", null);
    application.freshness().awaitOwnWrites(one.id());
    application.queries().people().incomingRequests(other.id()).stream()
        .filter(request -> request.from().equals(one.id()))
        .forEach(request -> application.contacts().accept(other.id(), request.id(), null));
    application.freshness().awaitOwnWrites(other.id());
  }

  @Override
  public void close() {
    http.close();
    engine.close();
    registry.close();
  }
}
