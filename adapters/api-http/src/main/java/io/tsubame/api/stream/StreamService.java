package io.tsubame.api.stream;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.netty.util.AttributeKey;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.FrameEncoder;
import io.tsubame.application.live.LiveHub;
import io.tsubame.application.live.LiveMessage;
import io.tsubame.application.live.Viewers;
import io.tsubame.domain.AccountId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of the live stream. Mount it at `/v1/stream`.
public final class StreamService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamService.class);
  private static final AttributeKey<AccountId> ACCOUNT =
      AttributeKey.valueOf(StreamService.class, "ACCOUNT");

  /// Tells who asks from the headers of a request: by session cookie or by token. May block.
  @FunctionalInterface
  public interface Authentication {
    Optional<AccountId> account(RequestHeaders headers);
  }

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
  private final Parts parts;
  private final Set<StreamSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong ticks = new AtomicLong();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stream-timer").daemon().factory());

  public StreamService(
      Authentication authentication,
      LiveHub hub,
      Viewers viewers,
      FrameEncoder encoder,
      StreamLimits limits) {
    this.authentication = authentication;
    Frame pong = encoder.encode(new LiveMessage.Pong());
    this.parts = new Parts(hub, viewers, limits, pong, sessions::remove);
    var _ = timer.scheduleAtFixedRate(() -> safely(this::tick), 1, 1, TimeUnit.SECONDS);
  }

  /// The service to mount. Browsers are let in from the server's own pages only.
  public HttpService service() {
    WebSocketService sockets =
        WebSocketService.builder(this::open)
            .maxFramePayloadLength(parts.limits().frameBytes())
            .aggregateContinuation(true)
            .build();
    return sockets.decorate(delegate -> new Authenticated(delegate, authentication));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private WebSocket open(ServiceRequestContext context, WebSocket incoming) {
    AccountId account = Objects.requireNonNull(context.attr(ACCOUNT), "not authenticated");
    WebSocketWriter writer = WebSocket.streaming();
    boolean resumes = "1".equals(context.queryParam("resume"));
    StreamSession session =
        new StreamSession(
            new StreamConnection(account, writer, parts.limits()),
            parts,
            Long.toString(names.incrementAndGet()),
            resumes);
    sessions.add(session);
    incoming.subscribe(session);
    return writer;
  }

  private void tick() {
    long second = ticks.incrementAndGet();
    parts.viewers().tick(second % 2 == 0);
    if (second % Math.max(1, parts.limits().heartbeat().toSeconds()) == 0) {
      sessions.forEach(StreamSession::heartbeat);
    }
  }

  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.atWarn().setCause(failure).log("a tick of the stream failed");
    }
  }

  /// Lets in who is signed in, before the upgrade.
  private static final class Authenticated extends SimpleDecoratingHttpService {
    private final Authentication authentication;

    Authenticated(HttpService delegate, Authentication authentication) {
      super(delegate);
      this.authentication = authentication;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
      CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
      Thread.ofVirtual()
          .name("stream-upgrade")
          .start(() -> {
            try {
              answer.complete(answer(context, request));
            } catch (Exception failure) {
              answer.completeExceptionally(failure);
            }
          });
      return HttpResponse.of(answer);
    }

    private HttpResponse answer(ServiceRequestContext context, HttpRequest request)
        throws Exception {
      Optional<AccountId> account = authentication.account(request.headers());
      if (account.isEmpty()) {
        return HttpResponse.of(HttpStatus.UNAUTHORIZED);
      }
      context.setAttr(ACCOUNT, account.get());
      return unwrap().serve(context, request);
    }
  }
}
