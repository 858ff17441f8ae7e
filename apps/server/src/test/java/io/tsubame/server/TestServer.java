package io.tsubame.server;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A whole server in this process, on a free port and a data directory of its own, and people who
/// are made as a test needs them.
public final class TestServer implements AutoCloseable {
  private final AtomicInteger people = new AtomicInteger();
  private final Path data;
  private final ServerSettings settings;
  private TsubameServer server;
  private boolean stopped;

  public TestServer(ServerLimits limits) {
    this(limits, settings -> settings);
  }

  /// @param change of what a server uses that nobody configured
  public TestServer(ServerLimits limits, UnaryOperator<ServerSettings> change) {
    try {
      data = Files.createTempDirectory("tsubame");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings = change.apply(ServerSettings.in(data, HttpSettings.local(0).with(limits)));
    server = TsubameServer.start(settings);
  }

  /// Stops and starts again over the same data, on another port.
  ///
  /// @param change of the settings
  public void restart(UnaryOperator<ServerSettings> change) {
    server.close();
    server = TsubameServer.start(change.apply(settings));
  }

  /// Stops, has an operator's command work on the data without a server, and starts again.
  ///
  /// @return what it printed
  /// @throws IllegalStateException where it failed
  public String commandWhileStopped(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    server.close();
    int code =
        Tsubame.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(command);
    server = TsubameServer.start(settings);
    if (code != 0) {
      throw new IllegalStateException(err.toString());
    }
    return out.toString();
  }

  /// Returns when it is ready.
  void awaitReady() {
    try {
      server.awaitReady(_ -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Stops it; what it kept stays.
  void stop() {
    server.close();
    stopped = true;
  }

  /// Starts it again over what it kept, on another port.
  void startAgain() {
    server = TsubameServer.start(settings);
    stopped = false;
  }

  Optional<String> setupCode() {
    return server.setupCode();
  }

  public Path data() {
    return data;
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  public int port() {
    return server.port();
  }

  public Application application() {
    return server.application();
  }

  /// A new organization that nobody else is in.
  public OrganizationId organization(String name) {
    Outcome outcome =
        application()
            .commands()
            .create(
                new FoundOrganization(new OrganizationId(Creation.UNNUMBERED), name),
                Actor.SERVER,
                null);
    Outcome.Accepted accepted = (Outcome.Accepted) outcome;
    return ((AggregateId.Organization) accepted.commit().aggregate()).id();
  }

  /// A new person in the organization, with an API token.
  public Person person(String name, OrganizationId organization) {
    String token = application().tokens().apiToken();
    String email = name.replace(' ', '.') + people.incrementAndGet() + "@example.com";
    Newcomer newcomer =
        new Newcomer(organization, Rank.USER, email, Profile.named(name), null, Tokens.hash(token));
    Answer<Registered> answer =
        application().registration().register(newcomer, new CommandId("test:" + email));
    if (!(answer instanceof Answer.Found<Registered>(Registered registered))) {
      throw new IllegalStateException("cannot register " + name + ": " + answer);
    }
    application().freshness().awaitOwnWrites(registered.account());
    awaitToken(token);
    return new Person(
        registered.account(), registered.myRoom(), name, email, new Caller(url(), token));
  }

  /// Until the views know it: nobody is asked yet whose own writes could be waited for. Returns
  /// when everybody can see what the person has written.
  public void awaitSeen(Person writer) {
    application().freshness().awaitOwnWrites(writer.id());
  }

  private void awaitToken(String token) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (application().queries().credentials().byApiToken(Tokens.hash(token)).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the views do not follow");
      }
      Thread.onSpinWait();
    }
  }

  /// Makes two people contacts, whichever organizations they are of.
  public void connect(Person one, Person other) {
    application().contacts().request(one.id(), other.id(), "hello", null);
    application().freshness().awaitOwnWrites(one.id());
    application().queries().people().incomingRequests(other.id()).stream()
        .filter(request -> request.from().equals(one.id()))
        .forEach(request -> application().contacts().accept(other.id(), request.id(), null));
    application().freshness().awaitOwnWrites(other.id());
  }

  @Override
  public void close() {
    if (!stopped) {
      server.close();
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
