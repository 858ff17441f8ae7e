package io.tsubame.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.blob.ServedBlobs.Grant;
import io.tsubame.application.blob.ServedBlobs.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a blob store of this machine on the network, below [ServedBlobs#PATH]. It looks at no
/// cookie and no token: the signature in the URL is the permission. Bytes pass in pieces of one
/// buffer, as fast as the slower side is.
public final class BlobDoor implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(BlobDoor.class);
  private static final int PIECE = 64 * 1024;

  /// For each piece that goes out.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// For a whole transfer.
  private static final Duration LONGEST = Duration.ofHours(12);

  private static final Thread.Builder.OfVirtual THREADS = Thread.ofVirtual().name("blob-", 0);

  private final ServedBlobs blobs;
  private final Semaphore permits;

  /// @param transfers at once; further ones get 503
  public BlobDoor(ServedBlobs blobs, int transfers) {
    this.blobs = blobs;
    this.permits = new Semaphore(transfers);
  }

  @Override
  public com.linecorp.armeria.common.ExchangeType exchangeType(
      com.linecorp.armeria.server.RoutingContext context) {
    return com.linecorp.armeria.common.ExchangeType.BIDI_STREAMING;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (!permits.tryAcquire()) {
      request.abort();
      return plain(503, "The server is busy, try again later");
    }
    context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, LONGEST);
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    THREADS.start(() -> {
      try {
        answer(context, request, answer);
      } catch (Overloaded _) {
        answer.complete(plain(409, "The same is just being sent"));
      } catch (OperatingFailure failure) {
        LOG.atWarn().addKeyValue("failure", failure.getMessage()).log("A transfer failed");
        answer.complete(plain(503, "The storage does not answer, try again later"));
      } catch (IOException | RuntimeException | Error failure) {
        LOG.atDebug().setCause(failure).log("A transfer broke off");
        answer.complete(plain(400, "The transfer broke off"));
      } finally {
        request.abort();
        permits.release();
      }
    });
    return HttpResponse.of(answer);
  }

  private void answer(
      ServiceRequestContext context, HttpRequest request, CompletableFuture<HttpResponse> answer)
      throws IOException {
    Grant grant = blobs.check(request.method().name(), context.path(), query(context));
    switch (grant) {
      case Grant.Refused(var why) -> answer.complete(refused(why));
      case Grant.Receive receive when request.method() == HttpMethod.PUT ->
          answer.complete(receive(context, request, receive));
      case Grant.Give give
          when request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD ->
          give(request, give, answer);
      case Grant.Receive _, Grant.Give _ -> answer.complete(refused(ServedBlobs.Refusal.FORBIDDEN));
    }
  }

  private static Map<String, String> query(ServiceRequestContext context) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = context.query();
    if (raw != null) {
      QueryParams.fromQueryString(raw).forEach(query::putIfAbsent);
    }
    return query;
  }

  private HttpResponse receive(
      ServiceRequestContext context, HttpRequest request, Grant.Receive grant) throws IOException {
    long length = request.headers().contentLength();
    if (length < 0) {
      return plain(411, "The length of the body must be told");
    }
    if (length != grant.length()) {
      return plain(400, "The body must have " + grant.length() + " bytes");
    }
    context.setMaxRequestLength(length);
    byte[] piece = new byte[PIECE];
    try (Sink sink = blobs.receive(grant);
        BodyStream body = BodyStream.of(request, context)) {
      int count = body.read(piece, 0, piece.length);
      while (count >= 0) {
        sink.write(ByteBuffer.wrap(piece, 0, count));
        count = body.read(piece, 0, piece.length);
      }
      return sink.keep()
          ? HttpResponse.of(safe(200, 0).build())
          : plain(400, "The bytes are not those that were announced");
    }
  }

  private void give(HttpRequest request, Grant.Give grant, CompletableFuture<HttpResponse> answer)
      throws IOException {
    ByteRange range = ByteRange.of(request.headers().get("range"), grant.size());
    if (!range.isSatisfiable()) {
      ResponseHeadersBuilder headers = safe(416, 0);
      headers.set("content-range", "bytes */" + grant.size());
      answer.complete(HttpResponse.of(headers.build()));
      return;
    }
    ResponseHeaders headers = headers(grant, range);
    if (request.method() == HttpMethod.HEAD || range.length() == 0) {
      answer.complete(HttpResponse.of(headers));
      return;
    }
    try (SeekableByteChannel channel = blobs.give(grant).orElse(null)) {
      if (channel == null) {
        answer.complete(refused(ServedBlobs.Refusal.GONE));
        return;
      }
      HttpResponseWriter writer = HttpResponse.streaming();
      writer.write(headers);
      answer.complete(writer);
      send(channel.position(range.first()), range.length(), writer);
    }
  }

  private static ResponseHeaders headers(Grant.Give grant, ByteRange range) {
    ResponseHeadersBuilder headers = safe(range.isPart() ? 206 : 200, range.length());
    headers.set("content-type", grant.presentation().contentType());
    headers.set("content-disposition", grant.presentation().contentDisposition());
    headers.set("accept-ranges", "bytes");
    headers.set("cache-control", "private, max-age=3600, immutable");
    if (range.isPart()) {
      headers.set("content-range", range.header());
    }
    return headers.build();
  }

  /// Each piece when the one before is on its way, so that a slow receiver grows no memory.
  private static void send(SeekableByteChannel channel, long length, HttpResponseWriter writer)
      throws IOException {
    long rest = length;
    try {
      while (rest > 0) {
        byte[] piece = new byte[(int) Math.min(PIECE, rest)];
        ByteBuffer target = ByteBuffer.wrap(piece);
        while (target.hasRemaining()) {
          if (channel.read(target) < 0) {
            throw new IOException("the bytes end too early");
          }
        }
        if (!writer.tryWrite(HttpData.wrap(piece))) {
          return; // the receiver has gone
        }
        rest -= piece.length;
        writer.whenConsumed().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      writer.close(e);
    } catch (IOException | ExecutionException | CompletionException | TimeoutException e) {
      writer.close(e);
    }
  }

  private static HttpResponse refused(ServedBlobs.Refusal why) {
    return switch (why) {
      case FORBIDDEN -> plain(403, "The URL is not valid");
      case EXPIRED -> plain(403, "The URL has expired");
      case GONE -> plain(404, "There is nothing here any more");
    };
  }

  private static HttpResponse plain(int status, String text) {
    HttpData body = HttpData.ofUtf8(text + "\n");
    ResponseHeadersBuilder headers = safe(status, body.length());
    headers.contentType(MediaType.PLAIN_TEXT_UTF_8);
    headers.set("cache-control", "no-store");
    return HttpResponse.of(headers.build(), body);
  }

  /// Whatever the bytes are, they are not acted on in the name of this server.
  private static ResponseHeadersBuilder safe(int status, long length) {
    return ResponseHeaders.builder(HttpStatus.valueOf(status))
        .set("x-content-type-options", "nosniff")
        .set("referrer-policy", "no-referrer")
        .set("cross-origin-resource-policy", "same-origin")
        .set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
        .contentLength(length);
  }
}
