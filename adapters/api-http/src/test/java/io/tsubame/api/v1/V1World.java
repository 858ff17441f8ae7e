package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tsubame.api.ApiTokens;
import io.tsubame.api.BlobDoor;
import io.tsubame.api.HttpApi;
import io.tsubame.api.HttpSettings;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.file.FileLimits;
import io.tsubame.application.file.FilePorts;
import io.tsubame.application.file.FileWork;
import io.tsubame.application.file.PreviewMaker;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.ViewQueries;
import io.tsubame.application.search.Indexing;
import io.tsubame.application.search.SearchLimits;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.passwords.argon2.Argon2Passwords;
import io.tsubame.passwords.argon2.Cost;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryBlobStore;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemorySearchIndexes;
import io.tsubame.testkit.InMemorySessionStore;
import io.tsubame.testkit.InMemoryViewStore;
import io.tsubame.testkit.ManualClock;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole server over in-memory stores, with a clock that the test moves, reached over real HTTP.
final class V1World implements AutoCloseable {
  static final String PASSWORD = "a long enough password";
  static final String SETUP_CODE = "printed-code";
  static final List<String> REACTIONS = List.of("like", "great");

  private static final int SHARDS = 4;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final ManualClock clock = new ManualClock();
  final InMemoryBlobStore blobs = new InMemoryBlobStore(clock);
  final Application app;
  final Description description;
  private final AtomicInteger lastAsked = new AtomicInteger(-1);
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InMemoryEventLog log;
  private final InMemoryViewStore views = new InMemoryViewStore();
  private final Engine engine;
  final Indexing indexing;
  private final HttpApi api;

  V1World() {
    this(ServerLimits.DEFAULT);
  }

  V1World(ServerLimits limits) {
    this(Limits.DEFAULT, limits);
  }

  /// @param bounds of what deciders take
  V1World(Limits bounds, ServerLimits limits) {
    log = new InMemoryEventLog(SHARDS);
    engine =
        new Engine(
            new EnginePorts(
                log,
                new ProtobufCommitCodec(),
                Deciders.of(bounds, Set.copyOf(REACTIONS)),
                views,
                new ViewStateLoader(views),
                List.of(new ViewProjection(ShardLimits.DEFAULT.rememberedFor())),
                List.of(new UnfinishedWork()),
                clock),
            EngineLimits.DEFAULT);
    indexing =
        new Indexing(
            new Indexing.Sources(
                log,
                new ProtobufCommitCodec(),
                views,
                engine.progress(),
                new InMemorySearchIndexes(),
                clock),
            FollowerLimits.DEFAULT,
            SearchLimits.DEFAULT);
    Queries queries = ViewQueries.over(views);
    app = application(queries);
    ApiTokens tokens = new ApiTokens(queries.credentials(), 1_000);
    engine.listen(tokens);
    engine.listen(indexing);
    engine.start();
    indexing.start();
    V1Api v1 = new V1Api(app, tokens, new V1Api.Settings(SETUP_CODE::equals, REACTIONS), limits);
    api =
        HttpApi.builder(
                HttpSettings.local(0), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
            .area(v1.area())
            .area(v1.description())
            .transfers(ServedBlobs.PATH, new BlobDoor(blobs, 8))
            .start();
    description = new Description(stranger().get("/openapi.json").body(), v1.operations());
  }

  private Application application(Queries queries) {
    SecureRandomBytes random = new SecureRandomBytes();
    Argon2Passwords passwords =
        new Argon2Passwords(
            new Cost(64, 1, 1), random, new Argon2Passwords.Bounds(2, 64, Duration.ofSeconds(30)));
    return Application.over(
        new Ports(
            engine.commands(),
            engine.freshness(),
            queries,
            indexing,
            SearchLimits.DEFAULT,
            new InMemorySessionStore(clock, 10_000),
            new LocalRateLimits(clock),
            passwords,
            random,
            clock,
            Limits.DEFAULT,
            new FilePorts(
                blobs,
                (head, _) -> head.length > 0 && head[0] == 'P' ? "image/png" : "text/plain",
                new Copyist(),
                FileLimits.DEFAULT,
                false)));
  }

  /// Waits until the policies have followed everything, what they ordered themselves included, and
  /// the views show it.
  void settle() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      for (int shard = 0; shard < SHARDS; shard++) {
        long end = log.end(shard);
        assertThat(engine.awaitPolicies(shard, end, PATIENCE)).isTrue();
        assertThat(engine.progress().awaitProjected(shard, end, PATIENCE)).isTrue();
      }
    }
  }

  /// Somebody else than the one before sees what others have written only when the views show it.
  void asks(int account) {
    if (lastAsked.getAndSet(account) != account) {
      awaitViews();
    }
  }

  /// Waits until the views show everything.
  void awaitViews() {
    try {
      for (int shard = 0; shard < SHARDS; shard++) {
        assertThat(engine.progress().awaitProjected(shard, log.end(shard), PATIENCE)).isTrue();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// What the server does with files by itself, not started.
  FileWork fileWork() {
    return new FileWork(
        new FileWork.Parts(
            app.ports().files(),
            engine.commands(),
            views,
            PreviewMaker.NONE,
            null,
            _ -> true,
            () -> true,
            engine.progress(),
            clock));
  }

  /// The same application, which breaks off after some commands.
  Application failingAfter(int commands) {
    Ports ports = app.ports();
    return Application.over(
        new Ports(
            new FailingCommands(ports.commands(), commands),
            ports.freshness(),
            ports.queries(),
            ports.index(),
            ports.searchLimits(),
            ports.sessions(),
            ports.rates(),
            ports.passwords(),
            ports.random(),
            ports.clock(),
            ports.limits(),
            ports.files()));
  }

  /// Somebody who is not signed in.
  Client stranger() {
    return new Client(this, "http://127.0.0.1:" + api.port());
  }

  OrganizationId organization(String name) {
    Outcome outcome =
        app.commands()
            .create(
                new FoundOrganization(new OrganizationId(Creation.UNNUMBERED), name),
                Actor.SERVER,
                null);
    Outcome.Accepted founded = (Outcome.Accepted) outcome;
    return ((AggregateId.Organization) founded.commit().aggregate()).id();
  }

  /// A person of the organization, the first of which is its administrator.
  Registered register(OrganizationId organization, String name) {
    Newcomer newcomer =
        new Newcomer(organization, Rank.USER, email(name), Profile.named(name), PASSWORD, null);
    return ((Answer.Found<Registered>)
            app.registration().register(newcomer, new CommandId("test:" + name)))
        .value();
  }

  static String email(String name) {
    return name + "@example.com";
  }

  /// A new person, signed in.
  Client person(OrganizationId organization, String name) {
    Registered registered = register(organization, name);
    app.freshness().awaitOwnWrites(registered.account());
    Client client = stranger();
    client.signIn(email(name), PASSWORD);
    return client;
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }

  /// Returns when everything that was acknowledged can be found.
  void awaitIndexed() {
    try {
      if (!indexing.awaitIndexed(Duration.ofSeconds(30))) {
        throw new AssertionError("the index does not keep up");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
    api.close();
    engine.close();
    indexing.close();
  }
}
