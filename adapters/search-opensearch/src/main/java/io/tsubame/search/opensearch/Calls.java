package io.tsubame.search.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tsubame.application.Circuit;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Request;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.TransportException;
import org.opensearch.client.transport.httpclient5.ResponseException;

/// The calls to OpenSearch. Each ends within a time, and where none is answered, most are not even
/// tried: see [Circuit].
final class Calls implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int REASON = 500;
  private static final int UNAUTHORIZED = 401;

  private final OpenSearchTransport transport;
  private final OpenSearchGenericClient client;
  private final Duration answer;
  private final Semaphore searches;
  private final Circuit circuit = new Circuit(PAUSE, System::nanoTime);

  Calls(OpenSearchTransport transport, OpenSearchConfig config) {
    this.transport = transport;
    client = new OpenSearchGenericClient(transport);
    answer = config.answer();
    searches = new Semaphore(config.searches());
  }

  /// @param status as of HTTP, below 500 and not 401, 403, 429
  /// @param body missing where there is none
  record Answer(int status, JsonNode body) {
    boolean isFine() {
      return status < 300;
    }

    boolean isMissing() {
      return status == 404;
    }

    /// Why it is not fine.
    String reason() {
      JsonNode error = body.path("error");
      return error.isTextual()
          ? error.textValue()
          : error.path("type").asText("status " + status) + ": " + error.path("reason").asText();
    }

    /// @throws Unavailable where it is not
    Answer fine() {
      if (!isFine()) {
        throw new Unavailable("OpenSearch refuses: " + reason());
      }
      return this;
    }
  }

  /// May be done twice: a connection that was kept may be one that the other side has left.
  Answer search(String path, byte[] lines) {
    if (!searches.tryAcquire()) {
      throw new Overloaded("too many search at the same time");
    }
    try {
      Request request = lines("POST", path, Map.of(), lines);
      try {
        return call(request);
      } catch (Unavailable failure) {
        if (failure.getCause() instanceof IOException broken
            && !(broken instanceof ResponseException)) {
          return call(request);
        }
        throw failure;
      }
    } finally {
      searches.release();
    }
  }

  Answer get(String path, Map<String, String> parameters) {
    return call(Requests.builder().method("GET").endpoint(path).query(parameters).build());
  }

  Answer send(String method, String path, Map<String, String> parameters, @Nullable JsonNode body) {
    var request = Requests.builder().method(method).endpoint(path).query(parameters);
    return call((body == null ? request : request.json(body.toString())).build());
  }

  Answer bulk(String path, Map<String, String> parameters, byte[] lines) {
    return call(lines("POST", path, parameters, lines));
  }

  private static Request lines(
      String method, String path, Map<String, String> parameters, byte[] lines) {
    return Requests.create(
        method, path, List.of(), parameters, Body.from(lines, "application/x-ndjson"));
  }

  private Answer call(Request request) {
    if (!circuit.enter()) {
      throw new Unavailable("OpenSearch does not answer; it is tried again in a moment");
    }
    boolean told = false;
    try {
      Answer answered = answered(request);
      told = true;
      return judged(answered);
    } catch (IOException | TimeoutException failure) {
      told = true;
      circuit.failed();
      throw new Unavailable("OpenSearch does not answer: " + shortened(failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    } finally {
      if (!told) {
        circuit.left();
      }
    }
  }

  private Answer answered(Request request)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Response> coming = client.executeAsync(request);
    try (Response response = coming.get(answer.toNanos(), TimeUnit.NANOSECONDS)) {
      return new Answer(response.getStatus(), parsed(response.getBody()));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof TransportException wrapped && wrapped.getCause() != null) {
        cause = wrapped.getCause();
      }
      if (cause instanceof ResponseException status) {
        return new Answer(status.status(), JSON.createObjectNode().put("error", shortened(status)));
      }
      throw cause instanceof IOException broken ? broken : new IOException(cause);
    } finally {
      coming.cancel(true);
    }
  }

  private static JsonNode parsed(Optional<Body> body) throws IOException {
    if (body.isEmpty()) {
      return MissingNode.getInstance();
    }
    try (InputStream bytes = body.get().body()) {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  /// What a status says about the other side.
  private Answer judged(Answer given) {
    if (given.status() >= 500) {
      circuit.failed();
      throw new Unavailable("OpenSearch cannot answer: " + given.reason());
    }
    circuit.answered();
    return switch (given.status()) {
      case UNAUTHORIZED, 403 ->
          throw new Unavailable("OpenSearch does not let this server in: " + given.reason());
      case 429 -> throw new Overloaded("OpenSearch has too much to do");
      default -> given;
    };
  }

  private static String shortened(Exception failure) {
    String text = String.valueOf(failure.getMessage());
    String name = failure.getClass().getSimpleName();
    return name + ": " + text.substring(0, Math.min(REASON, text.length()));
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException failure) {
      throw new Unavailable("the connections to OpenSearch do not close", failure);
    }
  }
}
