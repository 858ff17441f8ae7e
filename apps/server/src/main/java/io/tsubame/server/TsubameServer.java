package io.tsubame.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tsubame.api.ApiTokens;
import io.tsubame.api.Avatars;
import io.tsubame.api.BlobDoor;
import io.tsubame.api.HttpApi;
import io.tsubame.api.Pictures;
import io.tsubame.api.admin.AdminDoor;
import io.tsubame.api.admin.AdminWork;
import io.tsubame.api.stream.StreamEncoder;
import io.tsubame.api.stream.StreamService;
import io.tsubame.api.v1.Authentication;
import io.tsubame.api.v1.V1Api;
import io.tsubame.api.v2.ApiV2;
import io.tsubame.api.web.WebClient;
import io.tsubame.application.Application;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.file.FileWork;
import io.tsubame.application.live.AccountQueries;
import io.tsubame.application.live.LiveHub;
import io.tsubame.application.live.LogRoomHistory;
import io.tsubame.application.live.Viewers;
import io.tsubame.application.operator.AccountCreation;
import io.tsubame.application.organization.SetUpCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/// One running server: the core with its doors. What the command line can start, code can start,
/// too.
public final class TsubameServer implements AutoCloseable {
  /// Files that come and go at once.
  private static final int TRANSFERS = 512;

  private final ServerSettings settings;
  private final Core core;
  private final LiveHub hub;
  private final FileWork files;
  private final StreamService stream;
  private final HttpApi http;
  private final SetUpCode setupCode;

  private TsubameServer(
      ServerSettings settings,
      Core core,
      LiveHub hub,
      StreamService stream,
      HttpApi http,
      FileWork files,
      SetUpCode setupCode) {
    this.settings = settings;
    this.core = core;
    this.hub = hub;
    this.files = files;
    this.stream = stream;
    this.http = http;
    this.setupCode = setupCode;
  }

  /// Returns when requests are answered.
  ///
  /// @throws io.tsubame.application.Unavailable where another process uses the data directory
  /// @throws IllegalStateException where it cannot listen, or the data is moving or has moved
  public static TsubameServer start(ServerSettings settings) {
    Core core = Core.open(settings);
    try {
      Moves.refuseSealed(core.stores().log());
      return start(settings, core);
    } catch (RuntimeException | Error failure) {
      core.close();
      throw failure;
    }
  }

  private static TsubameServer start(ServerSettings settings, Core core) {
    ApiTokens tokens =
        new ApiTokens(core.queries().credentials(), settings.http().limits().cachedTokens());
    StreamEncoder encoder = new StreamEncoder(settings.stream().heartbeat());
    LiveHub hub = hub(settings, core, encoder);
    core.running().hear(tokens);
    core.running().hear(hub);
    core.decide();

    Authentication authentication = new Authentication(core.application(), tokens);
    StreamService stream = stream(settings, core, hub, encoder, authentication);
    core.application().sessions().whenEnded(core.running().signOuts(stream::signedOut));
    String secret = core.application().tokens().code();
    SetUpCode setupCode =
        SetUpCode.create(core.stores().sessions().sessions(), core.application().tokens());
    V1Api v1 =
        new V1Api(
            core.application(),
            tokens,
            new V1Api.Settings(setupCode::accepts, List.copyOf(settings.reactions())),
            settings.http().limits());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FileWork files = core.fileWork(settings);
    new ServerMetrics(core, hub, files).bindTo(registry);
    HttpApi.Builder doors =
        HttpApi.builder(settings.http(), registry)
            .readyWhen(core.running()::isReady)
            .area(ApiV2.area(core.application(), tokens, settings.http().limits()))
            .area(v1.area())
            .area(v1.description())
            .area(AdminDoor.area(secret, accountCreation(core)))
            .area(Avatars.area())
            .area(new Pictures().area())
            .area(
                WebClient.area(
                    TsubameServer.class.getClassLoader(),
                    BlobStores.origin(settings.fileStorage())))
            .mount("/v1/stream", stream.service());
    mountUpkeep(doors, secret, settings, core);
    if (core.stores().blobs() instanceof ServedBlobs served) {
      doors.transfers(ServedBlobs.PATH, new BlobDoor(served, TRANSFERS));
    }
    HttpApi http = doors.start();
    new Address(Address.url(settings.http().host(), http.port()), secret).publish(settings.data());
    core.engine().listen(files);
    files.start();
    core.index();
    return new TsubameServer(settings, core, hub, stream, http, files, setupCode);
  }

  private static StreamService stream(
      ServerSettings settings,
      Core core,
      LiveHub hub,
      StreamEncoder encoder,
      Authentication authentication) {
    Viewers viewers =
        new Viewers(
            hub,
            core.queries().rooms(),
            encoder,
            settings.live(),
            settings.clock(),
            core.stores().sessions().presence());
    return new StreamService(
        authentication,
        settings.http().publicUrl(),
        hub,
        viewers,
        encoder,
        settings.stream(),
        StreamService.openings(
            settings.stream(), core.application().ports().rates(), settings.clock()));
  }

  /// Long work of the operator.
  private static void mountUpkeep(
      HttpApi.Builder doors, String secret, ServerSettings settings, Core core) {
    Upkeep upkeep = new Upkeep(core);
    doors
        .mount(Upkeep.VERIFY, new AdminWork(secret, "verification", upkeep::verify))
        .mount(Upkeep.REBUILD, new AdminWork(secret, "rebuild", upkeep::rebuild))
        .mount(Upkeep.REBUILD_SEARCH, new AdminWork(secret, "rebuild", upkeep::rebuildSearch))
        .mount(
            Imports.SLACK,
            new AdminWork(
                secret,
                "import",
                (wish, progress) -> Imports.slack(settings, core, wish, progress)))
        .mount(
            Moves.MOVE,
            new AdminWork(
                secret,
                "move",
                (wish, progress) -> Moves.inServer(settings, core, wish, progress)));
  }

  private static AccountCreation accountCreation(Core core) {
    return new AccountCreation(
        core.application().ports(), core.application().tokens(), core.application().registration());
  }

  private static LiveHub hub(ServerSettings settings, Core core, StreamEncoder encoder) {
    var queries = core.queries();
    return new LiveHub(
        new LiveHub.Sources(
            queries.rooms(),
            new LogRoomHistory(core.stores().views(), core.stores().log(), core.codec()),
            core.running().positions(),
            encoder,
            core.running().interest()),
        new AccountQueries(queries.people(), queries.organizations(), queries.personal()),
        settings.live(),
        settings.clock());
  }

  /// The port that it listens on.
  public int port() {
    return http.port();
  }

  /// Returns when it is ready: see [Alone] and [AsNode].
  void awaitReady(LongConsumer toGo) throws InterruptedException {
    core.running().awaitReady(Duration.ofSeconds(1), toGo);
  }

  /// Done when this process can go on no more and has to be started again, with the reason.
  CompletionStage<String> ended() {
    return core.running().ended();
  }

  /// What the doors stand on, for tests to prepare what no door offers.
  Application application() {
    return core.application();
  }

  /// The code without which nobody but this machine can do the first run; empty where it is known
  /// to be done.
  public Optional<String> setupCode() {
    return mayNeedSetUp() ? Optional.of(setupCode.shown()) : Optional.empty();
  }

  private boolean mayNeedSetUp() {
    try {
      return core.application().setUp().isNeeded();
    } catch (OperatingFailure viewsAway) {
      return true;
    }
  }

  /// Lets what is in progress end, and closes everything in order: a node gives its shards to the
  /// others first; then doors, live stream, core.
  @Override
  public void close() {
    core.running().leave();
    Address.withdraw(settings.data());
    stream.close();
    hub.close();
    http.close();
    files.close();
    core.close();
  }
}
