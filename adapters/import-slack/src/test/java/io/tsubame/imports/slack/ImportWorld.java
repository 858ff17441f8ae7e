package io.tsubame.imports.slack;

import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.Ports;
import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.file.FileLimits;
import io.tsubame.application.file.FilePorts;
import io.tsubame.application.file.PreviewMaker;
import io.tsubame.application.imports.WorkspaceImport;
import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.query.OrganizationQueries.Person;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.query.ViewQueries;
import io.tsubame.application.search.SearchLimits;
import io.tsubame.application.secret.Passwords;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomType;
import io.tsubame.imports.slack.SlackImport.Report;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryBlobStore;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemorySessionStore;
import io.tsubame.testkit.InMemoryViewStore;
import io.tsubame.testkit.UnfedIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A whole core in memory into which exports are imported.
final class ImportWorld implements AutoCloseable {
  static final int SHARDS = 8;
  static final String ORGANIZATION = "Example";

  private static final ArchiveLimits LIMITS =
      new ArchiveLimits(100, 2 << 20, 8 << 20, 50, 1 << 18, 1 << 20, 50_000, 20, 200, 50, 500);

  final InMemoryEventLog log = new InMemoryEventLog(SHARDS);
  private final InMemoryViewStore views = new InMemoryViewStore();
  private final Limits limits;
  private final ProtobufCommitCodec codec = new ProtobufCommitCodec();
  private final Engine engine;
  final Queries queries = ViewQueries.over(views);

  ImportWorld() {
    this(Limits.DEFAULT.membersPerOrganization());
  }

  /// @param places in an organization
  ImportWorld(int places) {
    limits = smallBatches(places);
    engine =
        new Engine(
            new EnginePorts(
                log,
                codec,
                Deciders.of(limits, Set.copyOf(RoomDecider.REACTIONS)),
                views,
                new ViewStateLoader(views),
                List.of(new ViewProjection(ShardLimits.DEFAULT.rememberedFor())),
                List.of(new UnfinishedWork()),
                Clock.systemUTC()),
            EngineLimits.DEFAULT);
    engine.start();
  }

  /// Batches of two messages, so that small archives take several.
  private static Limits smallBatches(int places) {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        usual.messageLength(),
        usual.roomNameLength(),
        usual.roomDescriptionLength(),
        usual.membersPerRoom(),
        usual.joinRequestsPerRoom(),
        usual.mentionsPerMessage(),
        usual.reactionKindsPerMessage(),
        usual.reactionLength(),
        usual.editsPerMessage(),
        usual.assigneesPerTask(),
        usual.filesPerMessage(),
        2,
        usual.nameLength(),
        usual.chatworkIdLength(),
        usual.profileFieldLength(),
        usual.bookmarksPerAccount(),
        usual.pinsPerAccount(),
        usual.categoriesPerAccount(),
        usual.roomsPerCategory(),
        usual.attentionsPerAccount(),
        usual.apiTokensPerAccount(),
        usual.preferencesPerAccount(),
        usual.contactMessageLength(),
        places,
        usual.invitationsPerOrganization());
  }

  Report run(Path zip) {
    return run(zip, UnaryOperator.identity());
  }

  /// @param disturb stands between the import and the core
  Report run(Path zip, UnaryOperator<Commands> disturb) {
    Application application = application(disturb.apply(engine.commands()));
    WorkspaceImport imports = new WorkspaceImport(application.ports(), application.registration());
    Report report;
    try (SlackImport export = SlackImport.check(zip, limits, LIMITS, (_, _, _) -> {})) {
      report = export.run(imports, ORGANIZATION, (_, _, _) -> {});
    }
    catchUp();
    return report;
  }

  Application application(Commands commands) {
    Clock clock = Clock.systemUTC();
    return Application.over(
        new Ports(
            commands,
            engine.freshness(),
            queries,
            new UnfedIndex(),
            SearchLimits.DEFAULT,
            new InMemorySessionStore(clock, 10),
            new LocalRateLimits(clock),
            new NoPasswords(),
            byte[]::new,
            clock,
            limits,
            new FilePorts(
                new InMemoryBlobStore(clock),
                (_, _) -> "text/plain",
                PreviewMaker.NONE,
                FileLimits.DEFAULT,
                false)));
  }

  Commands commands() {
    return engine.commands();
  }

  /// Waits until the views hold everything.
  void catchUp() {
    for (int shard = 0; shard < SHARDS; shard++) {
      try {
        engine.progress().awaitProjected(shard, log.end(shard), Duration.ofSeconds(10));
      } catch (InterruptedException interrupt) {
        throw new IllegalStateException(interrupt);
      }
    }
  }

  /// How much the log holds.
  long records() {
    return IntStream.range(0, SHARDS).mapToLong(log::end).sum();
  }

  List<PersonView> people() {
    return queries.organizations().byName(ORGANIZATION).stream()
        .flatMap(known -> queries.organizations().people(known.id()).stream())
        .map(Person::account)
        .map(account -> queries.people().person(account).orElseThrow())
        .toList();
  }

  PersonView person(String name) {
    return people().stream()
        .filter(person -> person.profile().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody is called " + name));
  }

  /// The group rooms of the person, by name.
  Map<String, RoomView> rooms(AccountId reader) {
    Map<String, RoomView> rooms = new TreeMap<>();
    queries.rooms().rooms(reader).stream()
        .filter(room -> room.type() == RoomType.GROUP)
        .forEach(room -> rooms.put(room.name(), room));
    return rooms;
  }

  List<MessageView> messages(AccountId reader, RoomView room) {
    return ((Answer.Found<List<MessageView>>) queries.messages().after(reader, room.id(), 0, 1_000))
        .value();
  }

  /// Everything that people see, with names in the place of numbers.
  List<String> seen() {
    List<String> lines = new ArrayList<>();
    for (PersonView person : people()) {
      lines.add(person.profile().name() + " " + person.loginEmail() + " " + person.active());
      rooms(person.id())
          .values()
          .forEach(room ->
              messages(person.id(), room)
                  .forEach(message -> lines.add(line(person.id(), room, message))));
    }
    lines.sort(null);
    return lines;
  }

  private String line(AccountId reader, RoomView room, MessageView message) {
    return "%s sees in %s: %d %s %s %s %s %s"
        .formatted(
            name(reader),
            room.name(),
            message.sequence(),
            name(message.author()),
            message.sentAt(),
            message.editedAt(),
            message.body().replaceAll("\\d{2,}", "#"),
            message.reactions().stream()
                .map(kind ->
                    kind.reaction() + kind.accounts().stream().map(this::name).sorted().toList())
                .toList());
  }

  String name(AccountId account) {
    return queries.people().person(account).orElseThrow().profile().name();
  }

  @Override
  public void close() {
    engine.close();
    log.close();
  }

  /// Imported people have none.
  private static final class NoPasswords implements Passwords {
    @Override
    public String hash(String password) {
      throw new AssertionError("no password to hash");
    }

    @Override
    public boolean matches(String password, String hash) {
      return false;
    }

    @Override
    public void matchNothing(String password) {}
  }
}
