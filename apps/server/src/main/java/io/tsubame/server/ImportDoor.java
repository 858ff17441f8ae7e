package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tsubame.api.admin.AdminSecret;
import io.tsubame.application.Application;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.imports.ImportProgress.Stage;
import io.tsubame.imports.slack.InvalidArchive;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports for the operator, who is on this machine and knows the secret; to anybody else the door
/// is not there. The answer is lines of JSON: progress, and last the report or the fault. The
/// import goes on when the operator goes away.
final class ImportDoor implements HttpService {
  static final String PATH = "/v1/admin/import/slack";

  private static final Logger LOG = LoggerFactory.getLogger(ImportDoor.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PAUSE_NANOS = 200_000_000;

  private final AdminSecret secret;
  private final Application application;

  ImportDoor(String secret, Application application) {
    this.secret = new AdminSecret(secret);
    this.application = application;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    boolean allowed =
        secret.admits(context.clientAddress(), request.headers().get("authorization", ""));
    if (!allowed || request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    context.clearRequestTimeout();
    HttpResponseWriter answer = HttpResponse.streaming();
    CompletableFuture<Void> _ =
        request
            .aggregate()
            .thenAccept(whole ->
                Thread.ofVirtual().name("import").start(() -> run(whole.contentUtf8(), answer)));
    return answer;
  }

  private void run(String body, HttpResponseWriter answer) {
    answer.write(ResponseHeaders.of(HttpStatus.OK, "content-type", MediaType.JSON_SEQ));
    answer.write(line(outcome(body, answer)));
    answer.close();
  }

  private ObjectNode outcome(String body, HttpResponseWriter answer) {
    try {
      JsonNode wish = JSON.readTree(body);
      Path zip = Path.of(wish.path("file").asText());
      ObjectNode report =
          LocalImport.run(
              application, zip, wish.path("organization").asText(), new Lines(answer)::reached);
      return JSON.createObjectNode().set("report", report);
    } catch (InvalidArchive | IOException | InvalidPathException fault) {
      return fault(String.valueOf(fault.getMessage()));
    } catch (OperatingFailure failure) {
      return fault("The import stopped; run it again to go on: " + failure.getMessage());
    } catch (RuntimeException bug) {
      LOG.atError().setCause(bug).log("An import failed");
      return fault("The import failed; the server's log tells more");
    }
  }

  private static ObjectNode fault(String why) {
    return JSON.createObjectNode().put("fault", why);
  }

  private static HttpData line(ObjectNode content) {
    return HttpData.ofUtf8(content + "\n");
  }

  /// Writes progress, a few lines a second at most: nobody waits for the operator to read.
  private static final class Lines {
    private final HttpResponseWriter answer;
    private final AtomicLong writtenAt = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

    Lines(HttpResponseWriter answer) {
      this.answer = answer;
    }

    void reached(Stage stage, long done, long all) {
      long now = System.nanoTime();
      long before = writtenAt.get();
      boolean due = now - before >= PAUSE_NANOS || done == 0 || done == all;
      if (due && writtenAt.compareAndSet(before, now)) {
        boolean _ =
            answer.tryWrite(
                line(
                    JSON.createObjectNode()
                        .put("stage", stage.name())
                        .put("done", done)
                        .put("all", all)));
      }
    }
  }
}
