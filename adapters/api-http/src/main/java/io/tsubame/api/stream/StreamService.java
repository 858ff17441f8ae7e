package io.tsubame.api.stream;

import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.netty.channel.EventLoop;
import io.tsubame.api.RateLimiter;
import io.tsubame.api.stream.Entrance.Guest;
import io.tsubame.api.v1.Authentication;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Window;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.FrameEncoder;
import io.tsubame.application.live.LiveHub;
import io.tsubame.application.live.LiveMessage;
import io.tsubame.application.live.Viewers;
import io.tsubame.domain.AccountId;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of the live stream. Mount it at `/v1/stream`.
public final class StreamService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamService.class);

  /// What each connection needs.
  ///
  /// @param ended hears of sessions that are over
  record Parts(
      LiveHub hub,
      Viewers viewers,
      StreamLimits limits,
      Frame pong,
      Consumer<StreamSession> ended) {}

  private final Authentication authentication;
  private final @Nullable URI publicUrl;
  private final Parts parts;
  private final Set<StreamSession> sessions = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<EventLoop, WriteTurns> turns = new ConcurrentHashMap<>();
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong ticks = new AtomicLong();
  private final RateLimiter openings;
  private final Errand viewing = new Errand("stream-viewers");
  private final Errand signOuts = new Errand("stream-sign-outs");
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stream-timer").daemon().factory());

  /// How often an account may come in.
  public static RateLimiter openings(StreamLimits limits, RateLimits counts, Clock clock) {
    return new RateLimiter(
        limits.openingsPerMinute(),
        new Window("openings", Entrance.WINDOW, limits.countedAccounts()),
        counts,
        clock);
  }

  /// @param publicUrl where browsers reach the server; null where that is what they call it
  /// @param openings made by [#openings]
  public StreamService(
      Authentication authentication,
      @Nullable URI publicUrl,
      LiveHub hub,
      Viewers viewers,
      FrameEncoder encoder,
      StreamLimits limits,
      RateLimiter openings) {
    this.authentication = authentication;
    this.publicUrl = publicUrl;
    this.openings = openings;
    Frame pong = encoder.encode(new LiveMessage.Pong());
    this.parts = new Parts(hub, viewers, limits, pong, sessions::remove);
    var _ = timer.scheduleAtFixedRate(() -> safely(this::tick), 1, 1, TimeUnit.SECONDS);
  }

  /// Closes the connections of the account that are not signed in any more; rule LS20.
  public void signedOut(AccountId account) {
    for (StreamSession session : sessions) {
      if (session.connection().account().equals(account)) {
        session.closeIfSignedOut();
      }
    }
  }

  /// The service to mount.
  public HttpService service() {
    WebSocketService sockets =
        WebSocketService.builder(this::open)
            .maxFramePayloadLength(parts.limits().frameBytes())
            .aggregateContinuation(true)
            .allowedOrigin(_ -> true) // Entrance asks for it, and knows what lets in
            .build();
    return sockets.decorate(
        delegate -> new Entrance(delegate, authentication, publicUrl, openings));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private WebSocket open(ServiceRequestContext context, WebSocket incoming) {
    Guest guest = Entrance.guest(context);
    WebSocketWriter writer = WebSocket.streaming();
    boolean resumes = "1".equals(context.queryParam("resume"));
    StreamSession session =
        new StreamSession(
            new StreamConnection(
                guest.caller().account(), writer, turnsOf(context), parts.limits()),
            parts,
            Long.toString(names.incrementAndGet()),
            guest.stillIn(),
            resumes);
    sessions.add(session);
    incoming.subscribe(session);
    return writer;
  }

  private WriteTurns turnsOf(ServiceRequestContext context) {
    return turns.computeIfAbsent(context.eventLoop().withoutContext(), WriteTurns::new);
  }

  /// What may wait for somebody else runs beside, so that nothing holds up the pings.
  private void tick() {
    long second = ticks.incrementAndGet();
    viewing.run(() -> safely(() -> parts.viewers().tick(second % 2 == 0)));
    sessions.forEach(StreamSession::closeIfOverdue);
    if (second % Math.max(1, parts.limits().heartbeat().toSeconds()) == 0) {
      sessions.forEach(StreamSession::heartbeat);
      signOuts.run(() -> safely(() -> sessions.forEach(StreamSession::closeIfSignedOut)));
    }
  }

  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.atWarn().setCause(failure).log("a tick of the stream failed");
    }
  }
}
