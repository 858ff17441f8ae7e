package io.tsubame.server.config;

import io.tsubame.server.HBaseSettings;
import io.tsubame.server.SearchSettings;
import io.tsubame.server.SessionSettings;
import io.tsubame.server.config.Configuration.FileStorage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each key means, and between which bounds it may be.
final class KeyNotes {
  private static final long ANY = Long.MAX_VALUE;
  private static final Map<String, Note> NOTES = new HashMap<>();

  /// @param least and `most`, of a whole number; a duration must be positive where least is
  /// @param words of a text; any where there are none
  record Note(String text, long least, long most, List<String> words) {
    /// Completes "the key …" where a value is out of bounds.
    Optional<String> fault(@Nullable Object value) {
      return switch (value) {
        case Number number when number.longValue() < least || number.longValue() > most ->
            Optional.of("must be " + range() + ", not " + number);
        case Duration duration when duration.isNegative() -> Optional.of("must not be negative");
        case Duration duration when duration.isZero() && least > 0 ->
            Optional.of("must be positive");
        case List<?> list when list.contains("") -> Optional.of("has an empty element");
        case String word when !words.isEmpty() && !words.contains(word) ->
            Optional.of("must be " + String.join(" or ", words) + ", not '" + word + "'");
        case null, default -> Optional.empty();
      };
    }

    /// How the documentation ends that tells the bounds.
    String bounds(ValueType type) {
      boolean number = type == ValueType.INTEGER || type == ValueType.LONG;
      return number && most != ANY ? "; " + range() : "";
    }

    private String range() {
      return most == ANY ? least + " or more" : least + " to " + most;
    }
  }

  private KeyNotes() {}

  /// @throws IllegalStateException where a key has no note, which a test finds
  static Note of(String key) {
    Note note = NOTES.get(key);
    if (note == null) {
      throw new IllegalStateException("say in KeyNotes what " + key + " means");
    }
    return note;
  }

  static Map<String, Note> all() {
    return Map.copyOf(NOTES);
  }

  static {
    storageAndDoor();
    texts();
    files();
    counts();
    live();
    shards();
    archive();
    follower("engine.projection", "views");
    follower("engine.policy", "process managers");
    search();
    openSearch();
    follower("search.follower", "search index");
    sessions();
    cluster();
    kafkaAndHBase();
  }

  private static void note(String key, long least, long most, String text) {
    NOTES.put(key, new Note(text, least, most, List.of()));
  }

  private static void words(String key, String text, String... words) {
    NOTES.put(key, new Note(text, 1, ANY, List.of(words)));
  }

  private static void note(String key, String text) {
    note(key, 1, ANY, text);
  }

  private static void storageAndDoor() {
    note("storage.directory", "Directory of all data; also the option `--data`");
    note(
        "storage.shards",
        1,
        4_096,
        "Parts into which the data is cut when it is created; fixed from then on");
    note("server.host", "Address to listen on; also the option `--host`");
    note("server.port", 0, 65_535, "Port to listen on, 0 for any free one; also `--port`");
    note("server.public-url", "Where clients reach the server, where that is not how they call it");
    note(
        "server.trusted-proxies",
        "Proxies whose `x-forwarded-for` is believed: addresses, or networks such as `10.0.0.0/8`");
    note("server.drain", "How long calls in progress may take when the server stops");
    String door = "server.limits.";
    note(door + "connections", "Connections open at once; further ones are closed");
    note(door + "requests-in-flight", "Requests handled at once; further ones get 503");
    note(
        door + "buffered-kilobytes",
        2_048,
        ANY,
        "Kilobytes of request bodies in memory at once; further ones get 503");
    note(
        door + "answered-kilobytes",
        16_384,
        ANY,
        "Kilobytes of answers in memory until they are sent; further calls wait, then get 503");
    note(door + "body-timeout", "For receiving the body of a request");
    note(door + "request-timeout", "For receiving a request and answering it");
    note(door + "calls-per-window", 0, ANY, "Calls of `/v2` by one account; 0 for unlimited");
    note(
        door + "client-calls-per-window",
        0,
        ANY,
        "Calls of `/v1`, such as the page makes, by one account; 0 for unlimited");
    note(door + "call-window", "Time over which these calls are counted");
    note(door + "posts-per-window", 0, ANY, "Messages and tasks in one room; 0 for unlimited");
    note(door + "post-window", "Time over which these posts are counted");
    note(door + "cached-tokens", "API tokens whose accounts are remembered");
    note(door + "counted-accounts", "Accounts and rooms whose calls are counted at once");
    note(door + "page-entries", 200, 1_000, "Entries of a list of `/v1` at most");
    note(
        door + "sign-in-tries",
        "Tries of a password by an account at once; five times for an address");
    note(door + "sign-in-pause", "After which an account has one more; a sixth for an address");
    note("reactions", "What members may react with beside the built-in ones");
  }

  private static void files() {
    note("files.file-bytes", "Bytes of one file; with S3 5 GiB at most");
    note("files.part-bytes", 5 << 20, ANY, "Bytes of the parts in which a large file is sent");
    note(
        "files.organization-bytes",
        0,
        ANY,
        "Bytes that the files of an organization's people may take; 0 for no bound");
    note("files.upload-lifetime", "How long an upload may take, with interruptions");
    note("files.upload-url", "How long one part of it may be on its way");
    note("files.download-url", "How long a URL works by which a file is fetched");
    String storage = "file-storage.";
    words(
        storage + "kind",
        "Where files lie: `directory` for the data directory, or `s3`",
        FileStorage.DIRECTORY,
        FileStorage.S3);
    note(storage + "endpoint", "Address of the S3-compatible storage; without it Amazon's own");
    note(storage + "region", "Region of the storage");
    note(storage + "bucket", "Bucket, which holds nothing else and must be there");
    words(
        storage + "addressing",
        "Whether the bucket stands in the `path` or in the `host`",
        FileStorage.IN_PATH,
        FileStorage.IN_HOST);
    note(
        storage + "credentials",
        "File of two lines: access key and secret key. Where it is not there, `AWS_ACCESS_KEY_ID`"
            + " and `AWS_SECRET_ACCESS_KEY` of the environment");
    note(storage + "calls", 1, 10_000, "Calls that wait for the storage at once; more are refused");
    note(storage + "answer", "Within which the storage answers, or files are unavailable");
    note(storage + "transfer", "Within which it takes or gives what the server moves itself");
    String previews = "inspection.previews.";
    note(previews + "heap-megabytes", 64, 4_096, "Memory of the process that makes previews");
    note(previews + "per-file", "After which that process is ended, and a file has no preview");
    note(previews + "file-bytes", 0, ANY, "Bytes of a file beyond which it has no preview");
    note(previews + "pixels", 1, ANY, "Pixels of a picture beyond which it has no preview");
    note(
        "inspection.scan-command",
        "A command that gets a file's path and ends with 0 for a safe one and 1 for a dangerous"
            + " one, such as `clamdscan`; without it files are not scanned");
    note("inspection.scan-timeout", "For scanning one file");
    note("files.grace", "From the deletion of a file until its bytes are gone");
  }

  private static void texts() {
    note("limits.message-length", 1, 1_000_000, "Characters of a message");
    note("limits.room-name-length", 1, 10_000, "Characters of a room's name");
    note("limits.room-description-length", 1, 20_000, "Characters of a room's description");
    note("limits.reaction-length", 1, 1_000, "Characters of a reaction");
    note("limits.name-length", 1, 10_000, "Characters of a person's or organization's name");
    note("limits.chatwork-id-length", 1, 1_000, "Characters of a Chatwork ID");
    note("limits.profile-field-length", 1, 10_000, "Characters of a field of a profile");
    note("limits.contact-message-length", 1, 10_000, "Characters of a request for a contact");
  }

  private static void counts() {
    note("limits.members-per-room", "Members of a room");
    note("limits.join-requests-per-room", "People who wait to be let into a room");
    note("limits.mentions-per-message", "People whom a message mentions");
    note("limits.reaction-kinds-per-message", "Different reactions to a message");
    note("limits.edits-per-message", "Edits of a message");
    note("limits.assignees-per-task", "People to whom a task is given at once");
    note("limits.files-per-message", 1, 100, "Files that are sent with one message");
    note("limits.import-batch", "Messages that an import writes at once");
    note("limits.bookmarks-per-account", "Bookmarks of an account");
    note("limits.pins-per-account", "Pinned rooms of an account");
    note("limits.categories-per-account", "Categories of rooms of an account");
    note("limits.rooms-per-category", "Rooms in a category");
    note("limits.attentions-per-account", "Rooms for which an account has its own notifications");
    note("limits.api-tokens-per-account", "API tokens of an account");
    note("limits.preferences-per-account", "Preferences that clients keep for an account");
    note("limits.members-per-organization", "People in an organization");
    note("limits.invitations-per-organization", "Open invitations into an organization");
  }

  private static void live() {
    note("live.lanes", 1, 1_024, "Loops that deliver changes in parallel");
    note("live.lane-queue", "Changes that wait in a lane; beyond it its connections start anew");
    note(
        "live.frame-bytes",
        1_024,
        ANY,
        "Bytes of a room's frame; clients fetch the room in place of a longer one. At most half of"
            + " `stream.queued-bytes`");
    note("live.held-frames", "Frames held back for a connection while it catches up with a room");
    note("live.resume-events", "Changes of a room that are sent to a client that comes back");
    note("live.resume-events-in-all", "Of all its rooms; it fetches the rest of the rooms anew");
    note("live.resume-bytes", "Bytes of the log that are read at once for such a client");
    note("live.connections-per-account", "Live connections; beyond it the oldest is closed");
    note(
        "live.coming-at-once",
        "Clients that are let in or brought up to date at the same time; the others wait");
    note("live.viewed-rooms", "Rooms that one connection may show at once");
    note("live.presence-listed", "People of a room listed as present");
    note(
        "stream.openings-per-minute",
        0,
        ANY,
        "Live connections that one account may open; 0 for unlimited");
    note("stream.counted-accounts", "Accounts whose openings are counted at once");
    note("stream.queued-frames", "Frames that wait for a slow client; beyond it it is cut off");
    note("stream.queued-bytes", "The same in bytes");
    note("stream.frame-bytes", "Bytes of a frame from a client");
    note("stream.frames-per-second", "From a client, on average");
    note("stream.heartbeat", "How often the server pings a client");
    note("stream.resume-within", "Within which a client that comes back says what it has");
    note("stream.calm-within", "Within which it reads some of what it missed");
    note("stream.close-within", "Within which a client that is cut off takes note of it");
  }

  private static void shards() {
    String shard = "engine.shard.";
    note(shard + "mailbox", "Commands that wait to be decided, in each shard");
    note(shard + "mailbox-per-aggregate", "Of these, for one room or account");
    note(shard + "turn", "Commands that are decided together and share a flush");
    note(shard + "turn-per-aggregate", "Of these, for one room or account");
    note(shard + "batch-bytes", "Bytes after which a turn is flushed in between");
    note(shard + "cached-bytes", "Memory of the rooms and accounts that a shard keeps at hand");
    note(shard + "loaded-parts", "Messages, tasks and read markers that a room at hand holds");
    note(shard + "remembered-commands", "Commands whose repetition is noticed without the views");
    note(
        shard + "remembered-for",
        "How long after a command its repetition has no second effect, a day or more for `/v1`;"
            + " where it is changed on existing data, `rebuild` applies it to all");
    note(shard + "unprojected-commits", "By which the views may lag before commands are refused");
    note(shard + "unprojected-bytes", "The same in bytes");
    note(shard + "command-deadline", "After which a sender is told that the outcome is unknown");
    note(shard + "least-backoff", "Before a shard is opened again after a failure");
    note(shard + "greatest-backoff", "To which that doubles");
  }

  private static void search() {
    words(
        "search.engine",
        "Where the search index lies: `lucene` for the data directory, or `opensearch`",
        SearchSettings.LUCENE,
        SearchSettings.OPENSEARCH);
    note("search.limits.query-length", 1, 10_000, "Characters of a query");
    note("search.limits.terms", 1, 100, "Words, phrases and names of a query");
    note("search.limits.page", 1, 1_000, "Hits of one page");
    note("search.limits.counted", 1, 100_000, "Hits that are counted exactly");
    note("search.limits.examined", 100, 100_000, "Texts that are compared to fill a page");
    note("search.limits.compared", 1, 100_000, "Texts that are compared to count further hits");
    note("search.limits.excerpt-length", 20, 10_000, "Characters that are shown of a hit");
    note("search.limits.indexed-text", 1_000, 10_000_000, "Characters of one text in the index");
    note("search.limits.behind", "Without new messages in the index, after which answers tell it");
    note(
        "search.limits.rebuild-from",
        "Records that an empty index lacks to be made from the views");
    note("search.limits.rebuild-threads", 1, 64, "Threads that make the index anew");
    note("search.lucene.buffer-bytes", 1 << 20, 2_000_000_000, "Memory of changes to the index");
    note("search.lucene.merge-threads", 1, 16, "Threads that join parts of the index");
    note("search.lucene.refresh", "After which what was posted can be found");
    note("search.lucene.commit", "After which the index is written to the disk for good");
    note("search.lucene.threads", 1, 64, "Searches at the same time");
    note("search.lucene.waiting", 1, 100_000, "Searches that wait; more are refused");
    note("search.lucene.patience", "Of a search, after which it is refused");
  }

  private static void openSearch() {
    String place = "search.opensearch.";
    note(place + "addresses", "Of OpenSearch's nodes, such as `https://search.example.com:9200`");
    note(place + "index", "Begins the names of the indexes; each installation has its own");
    note(
        place + "credentials",
        "File of two lines: user and password; without it `OPENSEARCH_USERNAME` and"
            + " `OPENSEARCH_PASSWORD` of the environment, or none");
    note(
        place + "certificates",
        "File of trusted certificates in PEM form; without it those that Java trusts");
    note(place + "shards", 1, 1_024, "Parts of an index, when it is made");
    note(place + "replicas", 0, 20, "Copies of each part, when it is made");
    note(place + "refresh", "After which what was posted can be found");
    note(place + "commit", "After which it is noted how much of the log is in the index");
    note(place + "searches", 1, 10_000, "Searches at the same time; more are refused");
    note(place + "answer", "Within which OpenSearch answers");
    note(place + "bulk-documents", 1, 100_000, "Documents that are sent together");
    note(place + "bulk-bytes", 1_024, 64 << 20, "Bytes that are sent together");
    note(place + "retries", 0, 20, "Of what cannot be written, before it waits its turn again");
  }

  private static void sessions() {
    words(
        "sessions.store",
        "Where sessions lie: `rocksdb` for the data directory, or `redis`, which nodes share; it"
            + " counts what is limited, too",
        SessionSettings.ROCKSDB,
        SessionSettings.REDIS);
    String place = "sessions.redis.";
    note(
        place + "address",
        "Of Redis, such as `rediss://redis.example.com:6379`; `redis://` has no TLS");
    note(place + "namespace", "Begins the names of the keys; each installation has its own");
    note(
        place + "credentials",
        "File of two lines: user (`default` where there are none) and password; without it"
            + " `REDIS_USERNAME` and `REDIS_PASSWORD` of the environment, or none");
    note(
        place + "certificates",
        "File of trusted certificates in PEM form; without it those that Java trusts");
    note(place + "connections", 1, 10_000, "Connections at once; calls beyond wait for one");
    note(place + "answer", "Within which Redis answers");
    note(
        place + "replicas",
        0,
        100,
        "Copies of Redis that must have what a sign-out removed before it counts as done");
    note(place + "max-entries", "Entries at once; new sessions beyond are refused");
    note(
        "sessions.memory.entries",
        0,
        10_000_000,
        "Sessions that a node remembers, so that people stay in while Redis is away");
    note(
        "sessions.memory.age",
        0,
        ANY,
        "After which it forgets a session that it has not seen in Redis again");
  }

  private static void cluster() {
    words(
        "profile",
        "`embedded` for a server that is alone, with all data in its directory; or `cluster` for one"
            + " of several nodes: log on Kafka, views on HBase, files, search and sessions elsewhere",
        Configuration.EMBEDDED,
        Configuration.CLUSTER);
    note(
        "cluster.name",
        "Of this node, which no other has; stays over restarts. To be given with the profile `cluster`");
    note("cluster.host", "Where the other nodes reach this one");
    note("cluster.port", 0, 65_535, "Port for the other nodes");
    note(
        "cluster.seeds",
        "`host:port` of nodes that are usually there, the same list on all nodes; the first begins"
            + " the cluster where it finds none, once more than half are there");
    note(
        "cluster.pause",
        "Without a sign of life, after which a node's shards go to others; longer than a garbage"
            + " collection");
    note(
        "cluster.forget-after",
        "After which nodes that do not hear each other part for good: the smaller half ends, to be"
            + " started again");
    note("cluster.asks-in-work", 1, 1_000_000, "Of other nodes, at once; further ones are refused");
  }

  private static void kafkaAndHBase() {
    note("kafka.servers", "Some brokers, as `host:port,host:port`");
    note("kafka.topic", "Holds the log; made where it is missing");
    note("kafka.replicas", 1, 32_767, "Of each partition, where the topic is made");
    note(
        "kafka.min-in-sync-replicas",
        1,
        32_767,
        "Which must hold a change before it is acknowledged, where the topic is made");
    note("kafka.append-deadline", "After which an append stops waiting for the brokers");
    note("kafka.read-deadline", "After which a read stops waiting for the brokers");
    note("kafka.max-waiting-bytes", "That wait for the brokers; more are refused");
    note("kafka.readers", 1, 1_000, "Connections that read");
    note(
        "kafka.client-properties",
        "File of what Kafka's clients need besides, as for TLS and signing in, by the names of"
            + " Kafka's documentation; without it `KAFKA_CLIENT_PROPERTIES` of the environment, in"
            + " the same form, or nothing");
    note(
        "hbase.servers",
        "Some masters or region servers, as `host:port`; these are asked for the others");
    note("hbase.prefix", "Begins the names of the tables, and may name a namespace that is there");
    note("hbase.regions", 1, 64, "Into which a table is cut when it is made");
    words(
        "hbase.compression",
        "Of the tables when they are made; the region servers must have it",
        HBaseSettings.COMPRESSIONS.toArray(String[]::new));
    note("hbase.read", "Within which a read is answered");
    note("hbase.write", "Within which each step of a write is answered");
    note("hbase.calls", "That wait for an answer at once; further ones are refused");
    note("hbase.pause", "After which HBase is asked again, where it does not answer");
    note(
        "hbase.client-properties",
        "File of what HBase's client needs besides, as for TLS and signing in, by the names of"
            + " HBase's documentation; without it `HBASE_CLIENT_PROPERTIES` of the environment, in"
            + " the same form, or nothing");
  }

  private static void archive() {
    note("archive.entries", "Files in an archive to import; one beyond these bounds is refused");
    note("archive.entry-bytes", "Bytes of one of its files, unpacked");
    note("archive.total-bytes", "Bytes of all of them that are read, unpacked");
    note("archive.inflation", "Unpacked bytes for each packed one, beyond the free ones");
    note("archive.free-bytes", 0, ANY, "Bytes that a file may have, however well it is packed");
    note("archive.unsorted-bytes", "Bytes of a channel's days that are out of order together");
    note("archive.text-length", "Characters of one text");
    note("archive.nesting", 8, 1_000, "Depth of JSON objects and lists");
    note("archive.people", "People");
    note("archive.rooms", "Channels and conversations");
    note("archive.listed", "Reactions, files and the like of one message, of each kind");
  }

  private static void follower(String branch, String who) {
    note(branch + ".tail", "Commits that wait in memory for the " + who);
    note(branch + ".batch-commits", "Commits that the " + who + " take at once");
    note(branch + ".batch-bytes", "Bytes of the log that are read at once for the " + who);
    note(branch + ".least-backoff", "Before the " + who + " try again");
    note(branch + ".greatest-backoff", "To which that doubles");
    note(branch + ".rest", 0, ANY, "Rest after a small batch, so that more comes together");
  }
}
