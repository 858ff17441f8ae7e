package io.tsubame.api.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tsubame.application.OperatingFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Long work for the operator. The answer is lines of JSON: `{"stage":"…","done":…,"total":…}` a
/// few times a second, and last `{"report":{…}}` or `{"fault":"…"}`. The work goes on when the
/// operator goes away; one of its kind at a time.
public final class AdminWork implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(AdminWork.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PAUSE_NANOS = 200_000_000;

  /// The work itself.
  @FunctionalInterface
  public interface Work {
    /// @param wish what the operator sent
    /// @param progress may be told as often as one likes
    /// @return the report
    ObjectNode run(JsonNode wish, ProgressSink progress) throws Refused, InterruptedException;
  }

  /// Why a work was not done, in words for the operator.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String why) {
      super(why);
    }
  }

  /// Hears how far a work has come.
  @FunctionalInterface
  public interface ProgressSink {
    /// @param stage what is being done, in words for the operator
    /// @param total 0 where it is not known
    void reached(String stage, long done, long total);
  }

  private final AdminSecret secret;
  private final String name;
  private final Work work;
  private final Semaphore oneAtATime = new Semaphore(1);

  /// @param name the kind of work, for the operator
  public AdminWork(String secret, String name, Work work) {
    this.secret = new AdminSecret(secret);
    this.name = name;
    this.work = work;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    boolean admitted =
        secret.admits(context.clientAddress(), request.headers().get("authorization"));
    if (!admitted || request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    context.clearRequestTimeout();
    HttpResponseWriter answer = HttpResponse.streaming();
    CompletableFuture<Void> _ =
        request
            .aggregate()
            .thenAccept(
                whole -> Thread.ofVirtual().name("admin-work").start(() -> answer(whole, answer)));
    return answer;
  }

  private void answer(AggregatedHttpRequest request, HttpResponseWriter answer) {
    boolean _ =
        answer.tryWrite(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/x-ndjson"));
    boolean _ = answer.tryWrite(line(outcome(request, answer)));
    answer.close();
  }

  private ObjectNode outcome(AggregatedHttpRequest request, HttpResponseWriter answer) {
    if (!oneAtATime.tryAcquire()) {
      return fault("Another " + name + " is under way; try again when it is done");
    }
    try {
      JsonNode wish = JSON.readTree(request.content().array());
      return JSON.createObjectNode().set("report", work.run(wish, new Lines(answer)));
    } catch (IOException broken) {
      return fault("The body is not well-formed JSON");
    } catch (Refused | OperatingFailure failure) {
      return fault(String.valueOf(failure.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return fault("The server is stopping");
    } catch (RuntimeException bug) {
      LOG.atError().setCause(bug).log("Work for the operator failed");
      return fault("It failed; the server's log tells more");
    } finally {
      oneAtATime.release();
    }
  }

  private static ObjectNode fault(String why) {
    return JSON.createObjectNode().put("fault", why);
  }

  private static HttpData line(ObjectNode content) {
    return HttpData.ofUtf8(content + "\n");
  }

  /// Writes the beginning and the end of each stage, and a few lines a second between them: nobody
  /// waits for the operator to read.
  private static final class Lines implements ProgressSink {
    private final HttpResponseWriter answer;
    private final AtomicLong writtenAt = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

    Lines(HttpResponseWriter answer) {
      this.answer = answer;
    }

    @Override
    public void reached(String stage, long done, long total) {
      long now = System.nanoTime();
      long before = writtenAt.get();
      boolean due = now - before >= PAUSE_NANOS || done == 0 || done == total;
      if (due && writtenAt.compareAndSet(before, now)) {
        ObjectNode reached = JSON.createObjectNode();
        boolean _ =
            answer.tryWrite(
                line(reached.put("stage", stage).put("done", done).put("total", total)));
      }
    }
  }
}
