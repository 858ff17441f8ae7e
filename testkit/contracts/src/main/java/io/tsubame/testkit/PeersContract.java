package io.tsubame.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/cluster.md` that every way between nodes keeps.
public abstract class PeersContract {
  /// Generous: machines that test are slow.
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A new node, which finds the others by itself.
  protected abstract Peers join(String name);

  /// Ends a node without a word to the others.
  protected abstract void kill(Peers node);

  /// Lets nothing through to the node any more.
  protected abstract void isolate(Peers node);

  /// Lets everything through again.
  protected abstract void mend();

  @Test
  @DisplayName("[PE1] nodes see each other, and themselves among the members")
  void seeEachOther() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    Peers c = join("c");

    awaitMembers(a, a, b, c);
    awaitMembers(b, a, b, c);
    awaitMembers(c, a, b, c);
    assertThat(a.others()).containsExactlyInAnyOrder(b.self(), c.self());
    assertThat(a.self().name()).isEqualTo("a");
  }

  @Test
  @DisplayName("[PE2] a node that was killed is gone, and comes back as another of the same name")
  void incarnations() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    awaitMembers(a, a, b);

    kill(b);
    awaitMembers(a, a);
    Peers again = join("b");
    awaitMembers(a, a, again);

    assertThat(again.self()).isNotEqualTo(b.self());
    assertThat(again.self().name()).isEqualTo("b");
  }

  @Test
  @DisplayName("[PE3] an ask gives what was answered, also an empty or a great answer")
  void ask() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    b.answer("echo", (from, request) -> from.equals(a.self()) ? request : new byte[] {1});
    awaitMembers(a, a, b);
    byte[] great = new byte[Peers.MAX_BYTES];
    new Random(1).nextBytes(great);

    assertThat(ask(a, b, "echo", "hello")).isEqualTo("hello");
    assertThat(ask(a, b, "echo", "")).isEmpty();
    assertThat(a.ask(b.self(), "echo", great, PATIENCE)).isEqualTo(great);
  }

  @Test
  @DisplayName("[PE3] asks do not wait for each other")
  void asksAtOnce() throws Exception {
    Peers a = join("a");
    Peers b = join("b");
    CountDownLatch all = new CountDownLatch(20);
    b.answer(
        "meet",
        (_, request) -> {
          all.countDown();
          boolean _ = await(all);
          return request;
        });
    awaitMembers(a, a, b);

    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String request = "request " + i;
        answers.add(askers.submit(() -> ask(a, b, "meet", request)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(answers.get(i).get()).isEqualTo("request " + i);
      }
    }
  }

  @Test
  @DisplayName("[PE4] what surely was not done is Unavailable: nobody there, nobody who answers")
  void nobody() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    awaitMembers(a, a, b);

    assertThatThrownBy(() -> ask(a, b, "no topic", "?")).isInstanceOf(Unavailable.class);
    NodeId stranger = new NodeId("stranger", 1);
    assertThatThrownBy(() -> a.ask(stranger, "echo", new byte[0], PATIENCE))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("[PE5] an answerer says that it did nothing; any other failure leaves it open")
  void failures() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    b.answer(
        "unavailable",
        (_, _) -> {
          throw new Unavailable("on purpose");
        });
    b.answer(
        "overloaded",
        (_, _) -> {
          throw new Overloaded("on purpose");
        });
    b.answer(
        "bug",
        (_, _) -> {
          throw new IllegalStateException("on purpose");
        });
    awaitMembers(a, a, b);

    assertThatThrownBy(() -> ask(a, b, "unavailable", "?")).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> ask(a, b, "overloaded", "?")).isInstanceOf(Overloaded.class);
    assertThatThrownBy(() -> ask(a, b, "bug", "?")).isInstanceOf(OutcomeUnknown.class);
  }

  @Test
  @DisplayName("[PE6] without an answer in time, the outcome is not known")
  void timeout() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    CountDownLatch over = new CountDownLatch(1);
    b.answer(
        "never",
        (_, request) -> {
          boolean _ = await(over);
          return request;
        });
    awaitMembers(a, a, b);

    assertThatThrownBy(() -> a.ask(b.self(), "never", new byte[0], Duration.ofMillis(50)))
        .isInstanceOf(OutcomeUnknown.class);
    over.countDown();
  }

  @Test
  @DisplayName("[PE6] who waits for a node that is lost learns it before the time is over")
  void lostWhileAsked() throws Exception {
    Peers a = join("a");
    Peers b = join("b");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    b.answer(
        "never",
        (_, request) -> {
          asked.countDown();
          boolean _ = await(over);
          return request;
        });
    awaitMembers(a, a, b);

    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> answer =
          askers.submit(() -> a.ask(b.self(), "never", new byte[0], Duration.ofHours(1)));
      assertThat(await(asked)).isTrue();
      kill(b);
      awaitMembers(a, a);

      assertThatThrownBy(() -> answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(OutcomeUnknown.class);
    }
    over.countDown();
  }

  @Test
  @DisplayName("[PE7] what is told arrives in the order of its sender and topic")
  void tell() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    Peers c = join("c");
    Received one = new Received();
    Received other = new Received();
    c.receive("one", one);
    c.receive("other", other);
    awaitMembers(a, a, b, c);
    awaitMembers(b, a, b, c);

    for (int i = 0; i < 500; i++) {
      a.tell(c.self(), "one", bytes("" + i));
      b.tell(c.self(), "one", bytes("" + i));
      a.tell(c.self(), "other", bytes("" + i));
    }

    await(() -> one.count(a) == 500 && one.count(b) == 500 && other.count(a) == 500);
    assertThat(one.of(a)).isEqualTo(numbers(500));
    assertThat(one.of(b)).isEqualTo(numbers(500));
    assertThat(other.of(a)).isEqualTo(numbers(500));
    assertThat(other.count(b)).isZero();
  }

  @Test
  @DisplayName("[PE7] great and small messages keep their order")
  void greatMessages() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    Received received = new Received();
    b.receive("news", received);
    awaitMembers(a, a, b);
    String great = "g".repeat(3_000_000);

    List.of("1", great, "2", "", great, "3").forEach(each -> a.tell(b.self(), "news", bytes(each)));

    await(() -> received.count(a) == 6);
    assertThat(received.of(a).equals(List.of("1", great, "2", "", great, "3"))).isTrue();
  }

  @Test
  @DisplayName("[PE8] a receiver learns that messages were lost, before the next and soon")
  void broken() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    Received received = new Received();
    b.receive("news", received);
    awaitMembers(a, a, b);
    a.tell(b.self(), "news", bytes("before"));
    await(() -> received.count(a) == 1);

    isolate(b);
    awaitMembers(a, a);
    a.tell(b.self(), "news", bytes("lost"));
    mend();
    awaitMembers(a, a, b);
    await(() -> received.of(a).contains(Received.BROKEN) || received.of(a).contains("lost"));
    a.tell(b.self(), "news", bytes("after"));
    await(() -> received.of(a).contains("after"));

    List<String> all = received.of(a);
    assertThat(all.contains("lost") || all.indexOf(Received.BROKEN) < all.indexOf("after"))
        .as("%s", all)
        .isTrue();
  }

  @Test
  @DisplayName("[PE9] nodes that cannot hear each other lose and find each other")
  void isolated() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    b.answer("echo", (_, request) -> request);
    awaitMembers(a, a, b);
    awaitMembers(b, a, b);

    isolate(b);
    awaitMembers(a, a);
    awaitMembers(b, b);
    assertThatThrownBy(() -> ask(a, b, "echo", "?")).isInstanceOf(Unavailable.class);

    mend();
    awaitMembers(a, a, b);
    awaitMembers(b, a, b);
    assertThat(ask(a, b, "echo", "!")).isEqualTo("!");
  }

  @Test
  @DisplayName("[PE10] a node that leaves is no member any more, and still asks and answers")
  void leave() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    a.answer("echo", (_, request) -> request);
    b.answer("echo", (_, request) -> request);
    awaitMembers(a, a, b);
    awaitMembers(b, a, b);

    b.leave(PATIENCE);

    awaitMembers(a, a);
    awaitMembers(b, a);
    assertThat(ask(a, b, "echo", "1")).isEqualTo("1");
    assertThat(ask(b, a, "echo", "2")).isEqualTo("2");
    b.close();
    await(() -> a.others().isEmpty());
  }

  @Test
  @DisplayName("[PE11] a closed node does nothing more")
  void closed() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    b.answer("echo", (_, request) -> request);
    awaitMembers(a, a, b);

    b.close();

    await(() -> a.others().isEmpty());
    assertThatThrownBy(() -> ask(a, b, "echo", "?")).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> ask(b, a, "echo", "?")).isInstanceOf(Unavailable.class);
    b.tell(a.self(), "news", new byte[0]);
    assertThat(b.members()).isEmpty();
  }

  @Test
  @DisplayName("[PE11] a node that is closed answers first what it has been asked")
  void closedWhileAsked() throws Exception {
    Peers a = join("a");
    Peers b = join("b");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    b.answer(
        "slow",
        (_, request) -> {
          asked.countDown();
          boolean _ = await(over);
          return request;
        });
    awaitMembers(a, a, b);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> answer =
          threads.submit(() -> a.ask(b.self(), "slow", new byte[] {7}, PATIENCE));
      assertThat(await(asked)).isTrue();
      Future<?> closing = threads.submit(b::close);
      TimeUnit.MILLISECONDS.sleep(300); // time to close in, if it did not wait
      over.countDown();

      assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).containsExactly(7);
      closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  @DisplayName("[PE12] who listens learns of each change")
  void onChange() throws InterruptedException {
    Peers a = join("a");
    AtomicInteger seen = new AtomicInteger();
    a.onChange(() -> seen.set(a.members().size()));

    Peers b = join("b");
    await(() -> seen.get() == 2);
    kill(b);
    await(() -> seen.get() == 1);
  }

  @Test
  @DisplayName("[PE13] a message that is too great is a fault of the caller")
  void tooGreat() {
    Peers a = join("a");
    byte[] tooGreat = new byte[Peers.MAX_BYTES + 1];

    assertThatThrownBy(() -> a.ask(a.self(), "echo", tooGreat, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.tell(a.self(), "news", tooGreat))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("[PE14] later changes to what was sent change nothing")
  void copies() throws InterruptedException {
    Peers a = join("a");
    Peers b = join("b");
    Received received = new Received();
    b.receive("news", received);
    awaitMembers(a, a, b);
    byte[] message = bytes("as it was");

    a.tell(b.self(), "news", message);
    Arrays.fill(message, (byte) 0);

    await(() -> received.count(a) == 1);
    assertThat(received.of(a)).containsExactly("as it was");
  }

  private static String ask(Peers from, Peers to, String topic, String request) {
    return new String(from.ask(to.self(), topic, bytes(request), PATIENCE), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> numbers(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static void awaitMembers(Peers node, Peers... expected) throws InterruptedException {
    List<NodeId> ids = Arrays.stream(expected).map(Peers::self).sorted().toList();
    await(() -> node.members().stream().sorted().toList().equals(ids));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline is over").isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
