package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.application.search.Folding;
import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.domain.notation.Notation;
import io.tsubame.testkit.opensearch.OpenSearchServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long searches take while others post, when posts can be found, and what the index costs; or,
/// with queries, whether exactly the right messages are found.
@Command(
    name = "search",
    description = "Latency, exactness and cost of search.",
    mixinStandardHelpOptions = true)
final class SearchBench implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH = 1_000;
  private static final int QUERIES = 2_000;
  private static final Duration NO_BOUND = Duration.ofDays(1);

  /// What would end a phrase, and the ends of lines.
  private static final Pattern QUOTES = Pattern.compile("[\\n\"\u201c-\u201f\u301d-\u301f\uff02]");

  /// An index that is current finds everything within a second.
  private static final Duration FOUND_AFTER = Duration.ofSeconds(1);

  private static final Duration SOUGHT_EVERY = Duration.ofMillis(150);
  private static final Duration LOOKED_FOR_EVERY = Duration.ofMillis(20);

  @Mixin private Scale scale = new Scale();

  @Option(names = "--messages", description = "Default: ${DEFAULT-VALUE}", defaultValue = "200000")
  private int messages;

  @Option(
      names = "--data",
      description = "Data directory, which is filled the first time and kept. Default: temporary")
  private Path kept;

  @Option(
      names = "--by-posting",
      description = "Fills by posts over HTTP, one message each, instead of an import")
  private boolean byPosting;

  @Option(
      names = "--corpus",
      description = "Slack exports whose texts are varied, one language each; else made-up words")
  private List<Path> corpora = List.of();

  @Option(
      names = "--queries",
      description = "Checks these queries on the exports as they are, instead of measuring")
  private List<Path> queries = List.of();

  @Option(
      names = "--no-searches",
      description = "Measures only how soon posts can be found, and sizes")
  private boolean noSearches;

  @Option(
      names = "--posts",
      description = "Posts per second meanwhile. Default: ${DEFAULT-VALUE}",
      defaultValue = "200")
  private double posts;

  @Option(
      names = "--body",
      description = "Bytes of a text. Default: ${DEFAULT-VALUE}",
      defaultValue = "200")
  private int body;

  @Option(names = "--opensearch", description = "With the index on an OpenSearch of its own")
  private boolean openSearch;

  @Option(
      names = "--heap",
      description = "Megabytes of that OpenSearch's heap. Default: ${DEFAULT-VALUE}",
      defaultValue = "1024")
  private int heap;

  private final List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("tsubame-bench");
    Path data = kept == null ? directory.resolve("data") : kept;
    try (OpenSearchServer engine = openSearch ? OpenSearchServer.start(heap) : null) {
      options.addAll(scale.jvm);
      if (engine != null) {
        options.addAll(BenchServer.searchAt(engine.endpoint()));
      }
      Files.createDirectories(data);
      Stored company = Stored.in(data, directory.resolve("errors"), scale, options);
      if (!queries.isEmpty()) {
        return check(data, company, directory.resolve("errors"));
      }
      if (byPosting) {
        post(data, company, directory.resolve("errors"));
      } else {
        company.fill(number -> texts(number + 1), messages, NO_BOUND);
      }
      measure(data, company, directory.resolve("errors"));
      return 0;
    } finally {
      Directories.delete(directory);
    }
  }

  private void post(Path data, Stored company, Path errors)
      throws IOException, InterruptedException {
    Path mark = data.resolve("filled");
    if (Files.exists(mark)) {
      messages = Integer.parseInt(Files.readString(mark));
      return;
    }
    try (Child child = Child.start(BenchServer.class, data, errors, scale.jvm);
        SearchClient client = new SearchClient(child.port(), company.token());
        HttpLoad posting = new HttpLoad(child.port(), scale.connections)) {
      int posted = 0;
      while (posted < messages) {
        posted += (int) posting.closedLoop(posts(company), 2).answers();
        System.err.print("\rposted " + posted + " of " + messages + " messages");
      }
      messages = posted;
      client.awaitCurrent();
    }
    System.err.println();
    Files.writeString(mark, Integer.toString(messages));
  }

  private void measure(Path data, Stored company, Path errors)
      throws IOException, InterruptedException, ExecutionException {
    Table table = new Table(System.err, System.out);
    try (Child child = Child.start(BenchServer.class, data, errors, options);
        SearchClient client = new SearchClient(child.port(), company.token())) {
      Meter.Reading cpu = child.meter().read();
      double seconds = client.awaitCurrent();
      if (seconds > 2) {
        table.figure("indexed after the start", messages / seconds, "messages/s");
        double used = child.meter().since(cpu).server();
        table.figure("processor", 1e6 * used / messages, "s per million");
      }
      for (int language = 0; !noSearches && language < texts(1).languages(); language++) {
        latency(table, child, company, language);
      }
      searchable(table, client, company, child);
      if (openSearch) {
        double bytes = client.metric("tsubame_search_bytes");
        table.figure("OpenSearch per message", bytes / messages, "bytes");
      }
    }
    sizes(table, data);
  }

  private void latency(Table table, Child child, Stored company, int language)
      throws IOException, InterruptedException, ExecutionException {
    String token = company.token();
    List<String> wanted = queriesIn(language);
    IntFunction<HttpCall> searches =
        number -> HttpCall.get(SearchClient.path(wanted.get(number % QUERIES), "&limit=20"), token);
    try (HttpLoad load = new HttpLoad(child.port(), 1);
        HttpLoad posting = new HttpLoad(child.port(), scale.connections)) {
      FutureTask<Result> before = beside(posting, company, scale.warmUp);
      load.closedLoop(searches, scale.warmUp);
      before.get();
      Meter.Reading cpu = child.meter().read();
      FutureTask<Result> beside = beside(posting, company, scale.seconds);
      Result result =
          load.closedLoop(number -> searches.apply(number + QUERIES / 2), scale.seconds);
      table.row("search, language " + (language + 1), result, child.meter().since(cpu));
      System.err.println("  failures: " + result.failures());
      table.row("posts meanwhile, language " + (language + 1), beside.get(), Meter.Spent.UNKNOWN);
    }
  }

  private FutureTask<Result> beside(HttpLoad posting, Stored company, double seconds) {
    IntFunction<HttpCall> calls = posts(company);
    FutureTask<Result> beside = new FutureTask<>(() -> posting.openLoop(calls, seconds, posts));
    Thread.ofPlatform().start(beside);
    return beside;
  }

  private IntFunction<HttpCall> posts(Stored company) {
    VariedTexts texts = texts(System.nanoTime());
    return number ->
        HttpCall.postForm(
            "/v2/rooms/" + company.room(number) + "/messages",
            company.token(),
            "body=" + java.net.URLEncoder.encode(texts.next(), StandardCharsets.UTF_8));
  }

  /// Parts of texts: words of narrow scripts, one to three of them, else two to six signs.
  private List<String> queriesIn(int language) {
    VariedTexts texts = texts(7);
    SplittableRandom random = new SplittableRandom(language);
    List<String> parts = new ArrayList<>();
    while (parts.size() < QUERIES) {
      String text = QUOTES.matcher(texts.next(language)).replaceAll(" ").strip();
      int[] points = text.codePoints().toArray();
      int from = random.nextInt(points.length);
      if (Folding.isNarrow(points[from])) {
        String[] words = text.split("\\s+");
        int first = random.nextInt(words.length);
        int last = Math.min(words.length, first + 1 + random.nextInt(3));
        add(String.join(" ", List.of(words).subList(first, last)), parts);
      } else {
        int length = Math.min(points.length - from, 2 + random.nextInt(5));
        add(new String(points, from, length), parts);
      }
    }
    return parts;
  }

  private static void add(String part, List<String> parts) {
    if (part.codePointCount(0, part.length()) > 1 && part.length() < 100) {
      parts.add("\"" + part + "\"");
    }
  }

  /// From the acknowledgement of a post until a search finds it, while others post. Posts to look
  /// for come at a fixed pace, whether or not the ones before were found, so that none is left out
  /// because an earlier one was late.
  private void searchable(Table table, SearchClient client, Stored company, Child child)
      throws IOException, InterruptedException, ExecutionException {
    Histogram waits = new ConcurrentHistogram(60_000_000, 3);
    List<Future<?>> looking = new ArrayList<>();
    try (HttpLoad posting = new HttpLoad(child.port(), scale.connections);
        ExecutorService seekers = Executors.newVirtualThreadPerTaskExecutor()) {
      posting.openLoop(posts(company), scale.warmUp, posts);
      FutureTask<Result> beside = beside(posting, company, scale.seconds);
      while (!beside.isDone()) {
        int room = company.room(looking.size());
        looking.add(seekers.submit(() -> seek(client, room, waits)));
        Thread.sleep(SOUGHT_EVERY);
      }
      for (Future<?> each : looking) {
        each.get();
      }
      table.row("posts meanwhile", beside.get(), Meter.Spent.UNKNOWN);
    }
    table.figure("searchable, posts looked for", (double) waits.getTotalCount(), "");
    table.figure("searchable after, p50", waits.getValueAtPercentile(50) / 1e3, "ms");
    table.figure("searchable after, p99", waits.getValueAtPercentile(99) / 1e3, "ms");
    table.figure("searchable after, max", waits.getMaxValue() / 1e3, "ms");
  }

  private static @Nullable Void seek(SearchClient client, int room, Histogram waits)
      throws IOException, InterruptedException {
    String word = "zq" + Long.toString(System.nanoTime(), 36);
    client.post(room, "the word " + word);
    long acknowledged = System.nanoTime();
    while (client.page(word, "&limit=1").path("hits").isEmpty()) {
      Thread.sleep(LOOKED_FOR_EVERY);
    }
    waits.recordValue((System.nanoTime() - acknowledged) / 1_000);
    return null;
  }

  private void sizes(Table table, Path data) {
    for (String part : List.of("log", "views", "search")) {
      double bytes = Child.bytesBelow(data.resolve(part));
      table.figure(part + " per message", bytes / messages, "bytes");
    }
    table.figure("all per message", Child.bytesBelow(data) / (double) messages, "bytes");
  }

  /// Imports the exports as they are, and holds every query against a scan of all texts and against
  /// the count that its file tells.
  private int check(Path data, Stored company, Path errors)
      throws IOException, InterruptedException {
    int faults = 0;
    for (int i = 0; i < queries.size(); i++) {
      List<String> texts = SlackTexts.of(corpora.get(i));
      int room = company.room(i);
      try (Fill fill = new Fill(data)) {
        for (int from = 0; from < texts.size(); from += BATCH) {
          List<String> some = texts.subList(from, Math.min(texts.size(), from + BATCH));
          fill.add(room, company.account(i), some, Instant.EPOCH.plusSeconds(from));
        }
      }
      List<String> folded =
          texts.stream().map(text -> Folding.fold(Notation.plainText(text))).toList();
      try (Child child = Child.start(BenchServer.class, data, errors, options);
          SearchClient client = new SearchClient(child.port(), company.token())) {
        client.awaitCurrent();
        Thread.sleep(FOUND_AFTER);
        for (JsonNode query : JSON.readTree(Files.readAllBytes(queries.get(i))).path("queries")) {
          faults += check(client, room, query, folded);
        }
      }
    }
    System.err.println(faults == 0 ? "exact: every query" : faults + " queries are NOT exact");
    return faults == 0 ? 0 : 1;
  }

  private static int check(SearchClient client, int room, JsonNode query, List<String> folded)
      throws IOException, InterruptedException {
    String wanted = query.path("query").asText();
    String term = Folding.fold(wanted);
    long expected = folded.stream().filter(text -> text.contains(term)).count();
    List<String> found = client.all("\"" + wanted + "\" in:" + room);
    long distinct = found.stream().distinct().count();
    JsonNode total = client.page("\"" + wanted + "\" in:" + room, "&limit=1").path("total");
    boolean exact = found.size() == expected && distinct == expected;
    boolean counted =
        total.path("exact").asBoolean()
            ? total.path("count").asLong() == expected
            : total.path("count").asLong() <= expected;
    System.err.printf(
        "%s %-24s found %5d, by scan %5d, in the file %5d, total %s%n",
        exact && counted ? "ok   " : "WRONG",
        wanted,
        found.size(),
        expected,
        query.path("matches").asLong(),
        total);
    return exact && counted ? 0 : 1;
  }

  private VariedTexts texts(long seed) {
    List<List<String>> sources = new ArrayList<>();
    for (Path corpus : corpora) {
      try {
        sources.add(SlackTexts.of(corpus));
      } catch (IOException unreadable) {
        throw new java.io.UncheckedIOException(unreadable);
      }
    }
    return new VariedTexts(sources, body, seed);
  }
}
