package io.tsubame.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.bench.Company.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How long after its acknowledgement a post is shown to somebody else, at another node where there
/// is one. They look for it again and again, so up to one look is counted too much.
final class Sight {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration POSTED_EVERY = Duration.ofMillis(200);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final List<Child> servers;
  private final Company company;
  private final Histogram lags = new ConcurrentHistogram(60_000_000, 3);

  /// @param company whose last person posts nothing
  Sight(List<Child> servers, Company company) {
    this.servers = servers;
    this.company = company;
  }

  /// Posts at a fixed pace while the load lasts.
  ///
  /// @return how many it posted
  long watch(Future<?> load) throws InterruptedException, IOException, ExecutionException {
    List<Future<?>> looking = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (!load.isDone()) {
        int number = looking.size();
        looking.add(threads.submit(() -> look(number)));
        Thread.sleep(POSTED_EVERY);
      }
      for (Future<?> each : looking) {
        each.get();
      }
    }
    return looking.size();
  }

  void tell(Table table) {
    table.figure("shown after, posts looked for", (double) lags.getTotalCount(), "");
    table.figure("shown after, p50", lags.getValueAtPercentile(50) / 1e3, "ms");
    table.figure("shown after, p99", lags.getValueAtPercentile(99) / 1e3, "ms");
    table.figure("shown after, max", lags.getMaxValue() / 1e3, "ms");
  }

  private @Nullable Void look(int number) throws IOException, InterruptedException {
    String path = "/v2/rooms/" + company.room(number) + "/messages";
    HttpRequest.Builder post =
        at(number, path, company.people().getFirst())
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("body=look+" + number));
    HttpResponse<byte[]> posted = client.send(post.build(), BodyHandlers.ofByteArray());
    long acknowledged = System.nanoTime();
    if (posted.statusCode() != 200) {
      throw new IOException("a post was answered with " + posted.statusCode());
    }
    String message = JSON.readTree(posted.body()).path("message_id").asText();
    HttpRequest look =
        at(number + 1, path + "/" + message, company.people().getLast()).GET().build();
    while (client.send(look, BodyHandlers.discarding()).statusCode() != 200) {
      Thread.sleep(LOOKED_EVERY);
    }
    lags.recordValue((System.nanoTime() - acknowledged) / 1_000);
    return null;
  }

  private HttpRequest.Builder at(int server, String path, Person person) {
    int port = servers.get(server % servers.size()).port();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("x-chatworktoken", person.token())
        .timeout(Duration.ofSeconds(10));
  }
}
