package io.tsubame.application.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsubame.application.Answer;
import io.tsubame.application.live.LiveMessage.AccountChange;
import io.tsubame.application.live.LiveMessage.AccountChanged;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.RoomHistory.PastCommit;
import io.tsubame.application.query.OrganizationQueries;
import io.tsubame.application.query.OrganizationQueries.Person;
import io.tsubame.application.query.PeopleQueries;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.PersonalQueries;
import io.tsubame.application.query.RoomQueries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomRejection;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Rooms that are decided by the real rules and whose views are always up to date, with a hub that
/// hears of every commit. Frames are the numbers of the messages, so that nothing is encoded, and
/// as long as the texts.
final class World implements RoomQueries, RoomHistory, LogAndViews {
  static final Instant NOW = Instant.parse("2026-04-01T09:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final RoomDecider decider = new RoomDecider(Limits.DEFAULT, Set.of());
  private final Map<RoomId, Room> rooms = new ConcurrentHashMap<>();
  private final Map<RoomId, List<PastCommit>> history = new ConcurrentHashMap<>();
  private final Set<AccountId> colleagues = ConcurrentHashMap.newKeySet();
  private final List<LiveMessage> messages = new ArrayList<>();
  private volatile boolean behind;
  private volatile @Nullable RuntimeException refusal;
  private volatile Runnable afterAnswer = () -> {};
  private volatile Runnable whileWaiting = () -> {};
  private volatile Runnable whileAsked = () -> {};
  private long position;
  final LiveHub hub;

  /// With small limits, so that all of them are met, and a room.
  static World withRoom(RoomId room, AccountId admin, AccountId... members) {
    World world = new World(new LiveLimits(2, 1_000, 1_000, 5, 3, 4, 1_000, 2, 1, 8, 500));
    world.createRoom(room, admin, members);
    return world;
  }

  World(LiveLimits limits) {
    hub =
        new LiveHub(
            new LiveHub.Sources(this, this, this, this::encode),
            new AccountQueries(people(), organizations(), notAsked(PersonalQueries.class)),
            limits,
            CLOCK);
  }

  /// Everybody exists, and nobody has other contacts than the colleagues.
  private PeopleQueries people() {
    return answering(
        PeopleQueries.class,
        (method, arguments) -> {
          AccountId account = (AccountId) arguments[0];
          return switch (method) {
            case "person" -> Optional.of(person(account));
            case "around" -> colleagues.contains(account) ? Set.copyOf(colleagues) : Set.of();
            default -> throw new AssertionError("not asked here: " + method);
          };
        });
  }

  private OrganizationQueries organizations() {
    return answering(
        OrganizationQueries.class,
        (method, _) -> {
          if (!method.equals("people")) {
            throw new AssertionError("not asked here: " + method);
          }
          return colleagues.stream().map(each -> new Person(each, Rank.USER)).toList();
        });
  }

  /// Questions that these tests do not lead to.
  private static <T> T notAsked(Class<T> questions) {
    return answering(
        questions,
        (method, _) -> {
          throw new AssertionError("not asked here: " + method);
        });
  }

  private static <T> T answering(Class<T> questions, BiFunction<String, Object[], Object> answers) {
    Object proxy =
        Proxy.newProxyInstance(
            World.class.getClassLoader(),
            new Class<?>[] {questions},
            (_, method, arguments) -> answers.apply(method.getName(), arguments));
    return questions.cast(proxy);
  }

  static PersonView person(AccountId account) {
    return new PersonView(
        account,
        new RoomId(account.value() + 64_000),
        new OrganizationId(1),
        "Sora",
        "",
        "",
        Profile.named("Person " + account.value()),
        "",
        "",
        true);
  }

  /// The account comes into the one organization.
  void joins(AccountId account) {
    colleagues.add(account);
    inOrganization(new OrganizationEvent.PersonAdded(account, Rank.USER));
  }

  void leaves(AccountId account) {
    colleagues.remove(account);
    inOrganization(new OrganizationEvent.PersonRemoved(account));
  }

  private void inOrganization(OrganizationEvent event) {
    AggregateId organization = new AggregateId.Organization(new OrganizationId(1));
    Commit commit = new Commit(organization, NOW, Actor.SERVER, null, List.of(event));
    hub.committed(new Committed(0, position++, commit, null));
  }

  /// The account's profile changes.
  void profileEdited(AccountId account) {
    AccountEvent event = new AccountEvent.ProfileEdited(person(account).profile());
    Commit commit =
        new Commit(new AggregateId.Account(account), NOW, Actor.of(account), null, List.of(event));
    hub.committed(new Committed(0, position++, commit, null));
  }

  synchronized Frame encode(LiveMessage message) {
    messages.add(message);
    String number = Integer.toString(messages.size() - 1);
    return new Frame((number + " ".repeat(textLength(message))).getBytes(UTF_8));
  }

  synchronized LiveMessage decode(Frame frame) {
    return messages.get(Integer.parseInt(new String(frame.bytes(), UTF_8).strip()));
  }

  private static int textLength(LiveMessage message) {
    return message instanceof RoomChanges changes
        ? changes.events().stream()
            .mapToInt(event ->
                event instanceof RoomEvent.MessagePosted(_, _, _, var body, _, _, _)
                    ? body.length()
                    : 0)
            .sum()
        : 0;
  }

  void createRoom(RoomId room, AccountId admin, AccountId... members) {
    act(
        room,
        admin,
        new RoomCommand.CreateGroupRoom(
            room,
            "Design",
            "",
            IconPreset.GROUP,
            new RoomCommand.MemberLists(List.of(admin), List.of(members), List.of()),
            null));
  }

  /// Decides, commits, and lets the hub know. The command must be accepted.
  void act(RoomId id, AccountId actor, RoomCommand command) {
    act(id, Actor.of(actor), command);
  }

  void act(RoomId id, Actor actor, RoomCommand command) {
    hub.committed(decided(id, actor, command));
  }

  /// The same, but the hub learns of it without the room's state, as after an unknown outcome.
  void commitLate(RoomId id, AccountId actor, RoomCommand command) {
    Committed known = decided(id, Actor.of(actor), command);
    hub.committed(new Committed(known.shard(), known.position(), known.commit(), null));
  }

  private Committed decided(RoomId id, Actor actor, RoomCommand command) {
    Room before = rooms.getOrDefault(id, Room.NONE);
    Context context = new Context(NOW, actor, new FreshIds(64_000, 64));
    if (!(decider.decide(before, command, context)
        instanceof Decision.Accepted<RoomEvent>(List<RoomEvent> events))) {
      throw new AssertionError("rejected: " + command);
    }
    Room after = decider.evolveAll(before, events);
    rooms.put(id, after);
    List<RoomEvent> shown = events.stream().filter(event -> !event.isPrivate()).toList();
    if (!shown.isEmpty()) {
      history
          .computeIfAbsent(id, _ -> new ArrayList<>())
          .add(new PastCommit(after.version() - shown.size() + 1, NOW, shown));
    }
    Commit commit = new Commit(new AggregateId.Room(id), NOW, actor, null, List.copyOf(events));
    return new Committed(0, position++, commit, after);
  }

  long version(RoomId room) {
    return rooms.get(room).version();
  }

  /// From now on the views take no more questions.
  void refuse(RuntimeException failure) {
    refusal = failure;
  }

  /// Happens once, when it is asked for somebody's rooms.
  void whileAsked(Runnable event) {
    whileAsked = event;
  }

  @Override
  public List<RoomView> rooms(AccountId reader) {
    Runnable event = whileAsked;
    whileAsked = () -> {};
    event.run();
    List<RoomView> views = new ArrayList<>();
    rooms.keySet().stream()
        .sorted()
        .forEach(room -> {
          if (view(reader, room) instanceof Answer.Found<RoomView>(RoomView view)) {
            views.add(view);
          }
        });
    return views;
  }

  /// Happens once, when somebody has been told what they may see of a room.
  void afterNextAnswer(Runnable event) {
    afterAnswer = event;
  }

  @Override
  public Answer<RoomView> room(AccountId reader, RoomId id) {
    Answer<RoomView> answer = view(reader, id);
    Runnable event = afterAnswer;
    afterAnswer = () -> {};
    event.run();
    return answer;
  }

  private Answer<RoomView> view(AccountId reader, RoomId id) {
    RuntimeException failure = refusal;
    if (failure != null) {
      throw failure;
    }
    Room room = rooms.get(id);
    Role role = room == null ? null : room.roleOf(reader);
    if (room == null || role == null || room.status() != Room.Status.ACTIVE) {
      return Answer.refuse(new RoomRejection.RoomNotFound());
    }
    Room.Header header = room.header();
    return Answer.of(
        new RoomView(
            id,
            header.type(),
            header.name(),
            header.description(),
            header.icon(),
            header.settings(),
            role,
            null,
            false,
            Attention.ALL,
            ReadMarker.NOTHING,
            new RoomView.Counts(0, 0, 0),
            room.members().size(),
            room.lastSequence(),
            0,
            0,
            room.version(),
            NOW));
  }

  @Override
  public Answer<List<Member>> members(AccountId reader, RoomId room) {
    throw new AssertionError("the hub does not ask this");
  }

  @Override
  public Answer<RoomView.Counts> counts(AccountId reader, RoomId room) {
    return room(reader, room).map(RoomView::counts);
  }

  @Override
  public Totals totals(AccountId reader) {
    throw new AssertionError("the hub does not ask this");
  }

  @Override
  public Answer<Optional<InvitationLink>> link(AccountId reader, RoomId room) {
    throw new AssertionError("the hub does not ask this");
  }

  @Override
  public Answer<List<JoinRequestView>> joinRequests(AccountId reader, RoomId room) {
    throw new AssertionError("the hub does not ask this");
  }

  @Override
  public Optional<LinkPreview> byLinkCode(String code) {
    throw new AssertionError("the hub does not ask this");
  }

  /// Two commits at a time.
  @Override
  public List<PastCommit> after(RoomId room, long version, int bytes) {
    return history.get(room).stream().filter(commit -> commit.from() > version).limit(2).toList();
  }

  @Override
  public long[] ends() {
    return new long[] {position};
  }

  /// Happens once, when somebody waits for the views.
  void whileWaiting(Runnable event) {
    whileWaiting = event;
  }

  @Override
  public boolean await(int shard, long end) {
    Runnable event = whileWaiting;
    whileWaiting = () -> {};
    event.run();
    return !behind;
  }

  /// From now on the views do not come to what happens, for longer than anybody waits.
  void fallBehind() {
    behind = true;
  }

  Client client(AccountId account) {
    return new Client(account);
  }

  /// A client that keeps what it was sent.
  final class Client implements LiveConnection {
    private final AccountId account;
    private final List<LiveMessage> received = new ArrayList<>();
    private final List<Frame> early = new ArrayList<>();
    private boolean greeted;
    private volatile boolean open = true;
    private volatile Runnable whileSlow = () -> {};

    private Client(AccountId account) {
      this.account = account;
    }

    Client connect() {
      hub.connect(this, "test", false);
      return this;
    }

    @Override
    public AccountId account() {
      return account;
    }

    @Override
    public synchronized void greet(Frame hello) {
      greeted = true;
      send(hello);
      early.forEach(this::send);
    }

    @Override
    public synchronized void send(Frame frame) {
      if (greeted) {
        received.add(decode(frame));
      } else {
        early.add(frame);
      }
    }

    /// Happens once, while it does not read what it missed.
    void whileSlow(Runnable event) {
      whileSlow = event;
    }

    @Override
    public boolean isCalm() {
      return false;
    }

    @Override
    public boolean awaitCalm() {
      Runnable event = whileSlow;
      whileSlow = () -> {};
      event.run();
      return open;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close(CloseReason reason) {
      open = false;
    }

    /// What came after everything before has surely been delivered.
    synchronized List<LiveMessage> messages() {
      return List.copyOf(received);
    }

    List<RoomChanges> changes(RoomId room) {
      settle();
      return messages().stream()
          .filter(RoomChanges.class::isInstance)
          .map(RoomChanges.class::cast)
          .filter(changes -> changes.room().equals(room))
          .toList();
    }

    List<AccountChange> accountChanges() {
      settle();
      return messages().stream()
          .filter(AccountChanged.class::isInstance)
          .map(message -> ((AccountChanged) message).change())
          .toList();
    }
  }

  /// Who follows the room when all that happened in it has been delivered.
  List<LiveConnection> audienceOf(RoomId room) {
    return hub.audienceOf(room);
  }

  /// Waits until the hub has done what it was told so far.
  void settle() {
    hub.drain();
  }

  /// The versions of all rooms, as a client would have them that is up to date.
  Map<RoomId, Long> versions() {
    Map<RoomId, Long> versions = new LinkedHashMap<>();
    rooms.forEach((id, room) -> versions.put(id, room.version()));
    return versions;
  }
}
