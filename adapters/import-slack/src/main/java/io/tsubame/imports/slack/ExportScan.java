package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.ImportProgress.Stage;
import io.tsubame.application.imports.ImportedRoom;
import io.tsubame.domain.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first pass: reads the whole archive once, so that nothing is imported of one that is not
/// whole.
final class ExportScan {
  private static final String USERS = "users.json";
  private static final List<String> LISTS =
      List.of("channels.json", "groups.json", "mpims.json", "dms.json");
  private static final Pattern DAY = Pattern.compile("(.*)/\\d{4}-\\d{2}-\\d{2}\\.json");

  private final ZipArchive archive;
  private final ArchiveLimits limits;
  private final Limits bounds;
  private final ImportProgress progress;
  private final SlackPeople people;

  /// By id.
  private final Map<String, SlackChannel> channels = new TreeMap<>();

  /// The ids of the channels by the names of their folders.
  private final Map<String, String> folders = new HashMap<>();

  /// The files that are used.
  private final List<String> used = new ArrayList<>();

  private ExportScan(
      ZipArchive archive, ArchiveLimits limits, Limits bounds, ImportProgress progress) {
    this.archive = archive;
    this.limits = limits;
    this.bounds = bounds;
    this.progress = progress;
    this.people = new SlackPeople(limits);
  }

  /// @param ignored files that hold nothing to import
  record Findings(
      WorkspaceName name, SlackPeople people, List<Conversation> conversations, int ignored) {}

  static SlackExport read(
      ZipArchive archive, ArchiveLimits limits, Limits bounds, ImportProgress progress) {
    Findings findings = new ExportScan(archive, limits, bounds, progress).findings();
    archive.countAnew();
    return new SlackExport(archive, limits, bounds, findings);
  }

  private Findings findings() {
    String root = root();
    use(root + USERS);
    people.read(archive, root + USERS);
    List<SlackUser> listed = people.inOrder();
    readChannels(root);
    Map<String, List<String>> files = files(root);
    List<Conversation> conversations = conversations(files);
    List<String> marks = used.stream().map(archive::mark).toList();
    int ignored = archive.names().size() - used.size();
    return new Findings(WorkspaceName.of(listed, marks), people, conversations, ignored);
  }

  /// Where the files stand: at the top, or in one folder, as when it was packed again by hand.
  private String root() {
    if (archive.has(USERS)) {
      return "";
    }
    List<String> found =
        archive.names().stream().filter(name -> name.matches("[^/]+/" + USERS)).toList();
    if (found.size() != 1) {
      throw new InvalidArchive(USERS, "is missing: this is no export of a Slack workspace");
    }
    return found.getFirst().substring(0, found.getFirst().length() - USERS.length());
  }

  private void use(String entry) {
    used.add(entry);
  }

  private void readChannels(String root) {
    if (!archive.has(root + LISTS.getFirst())) {
      throw new InvalidArchive(root + LISTS.getFirst(), "is missing");
    }
    for (String list : LISTS) {
      if (archive.has(root + list)) {
        use(root + list);
        readList(root + list);
      }
    }
    channels.keySet().forEach(id -> folders.putIfAbsent(id, id));
  }

  private void readList(String entry) {
    try (JsonFile file = JsonFile.open(archive, entry, limits)) {
      while (file.next()) {
        SlackChannel channel = SlackChannel.read(file);
        if (channels.put(channel.id(), channel) != null) {
          throw file.fault("has channel " + channel.id() + " twice");
        }
        if (!channel.name().isEmpty() && folders.put(channel.name(), channel.id()) != null) {
          throw file.fault("has the channel name " + shown(channel) + " twice");
        }
        if (channels.size() > limits.rooms()) {
          throw file.fault("brings the channels to more than " + limits.rooms());
        }
      }
    }
  }

  private static String shown(SlackChannel channel) {
    return InvalidArchive.shown(channel.name());
  }

  /// The day files of every channel, by channel id.
  private Map<String, List<String>> files(String root) {
    Map<String, List<String>> files = new TreeMap<>();
    channels.keySet().forEach(id -> files.put(id, new ArrayList<>()));
    for (String name : archive.names()) {
      Matcher day = DAY.matcher(name.startsWith(root) ? name.substring(root.length()) : "");
      String channel = day.matches() ? folders.get(day.group(1)) : null;
      if (channel != null) {
        files.computeIfAbsent(channel, _ -> new ArrayList<>()).add(name);
        use(name);
      }
    }
    return files;
  }

  /// Rooms are made of them when all messages are read, since these tell of people.
  private List<Conversation> conversations(Map<String, List<String>> files) {
    Map<String, ConversationScan> scans = new TreeMap<>();
    long all = files.values().stream().mapToLong(List::size).sum();
    long done = 0;
    progress.reached(Stage.CHECKING, 0, all);
    for (Map.Entry<String, List<String>> channel : files.entrySet()) {
      ConversationScan scan = new ConversationScan(archive, limits, people);
      for (String entry : channel.getValue()) {
        scan.read(entry);
        progress.reached(Stage.CHECKING, ++done, all);
      }
      scans.put(channel.getKey(), scan);
    }
    List<Conversation> conversations = new ArrayList<>();
    channels.forEach((id, channel) -> {
      ConversationScan scan = scans.get(id);
      if (scan != null) {
        conversations.add(conversation(channel, scan));
      }
    });
    return conversations;
  }

  private Conversation conversation(SlackChannel channel, ConversationScan scan) {
    RoomMembers members = RoomMembers.of(channel, scan.authors(), people);
    if (members.count() > bounds.membersPerRoom()) {
      throw new InvalidArchive(
          LISTS.getFirst(),
          "channel %s has more than %d members".formatted(shown(channel), bounds.membersPerRoom()));
    }
    String name = channel.name().isEmpty() ? members.names(people) : channel.name();
    ImportedRoom room =
        new ImportedRoom(
            channel.id(),
            WellFormed.name(name, channel.id(), bounds.roomNameLength()),
            WellFormed.cut(
                Mrkdwn.convert(channel.description(), _ -> null), bounds.roomDescriptionLength()),
            members.administrators(),
            members.members(),
            scan.messages());
    return new Conversation(room, scan.days(), scan.threads());
  }
}
