package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.follower.PoisonedCommit;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.Seal;
import io.tsubame.application.log.Seal.Side;
import io.tsubame.application.log.ShardTail;
import io.tsubame.application.move.Move;
import io.tsubame.application.move.MoveEnd;
import io.tsubame.application.move.MoveLimits;
import io.tsubame.application.move.MovePorts;
import io.tsubame.application.move.MoveProgress.Stage;
import io.tsubame.application.move.MoveReport;
import io.tsubame.application.move.MoveStopped;
import io.tsubame.application.move.Undo;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.view.ViewStore;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.server.config.ConfigurationFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves of all data for the operator. Who has the data directory of the source open does them: the
/// running server, or, where none runs, the command. A cluster's stores are open to everybody.
final class Moves {
  static final String MOVE = "/v1/admin/move";

  private static final JsonMapper JSON = new JsonMapper();

  private final ServerSettings settings;
  private final ProgressSink progress;

  private Moves(ServerSettings settings, ProgressSink progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /// What is wanted of a move.
  ///
  /// @param target of the move; null where it is lost
  record Wish(@Nullable Path target, boolean undo, boolean copyOnly, boolean leaveLostFiles) {
    static Wish of(JsonNode sent) {
      String target = sent.path("to").textValue();
      return new Wish(
          target == null ? null : Path.of(target),
          sent.path("undo").asBoolean(),
          sent.path("copy_only").asBoolean(),
          sent.path("leave_lost_files").asBoolean());
    }

    ObjectNode sent() {
      return JSON.createObjectNode()
          .put("to", target == null ? null : target.toString())
          .put("undo", undo)
          .put("copy_only", copyOnly)
          .put("leave_lost_files", leaveLostFiles);
    }
  }

  /// From the stores of a running server.
  static ObjectNode inServer(
      ServerSettings settings, Core core, JsonNode sent, ProgressSink progress)
      throws Refused, InterruptedException {
    Stores stores = core.stores();
    MoveEnd source = end(settings, stores.log(), stores.views(), stores.blobs());
    return new Moves(settings, progress).run(source, Wish.of(sent));
  }

  /// From a place of which this process opens the stores.
  static ObjectNode here(ServerSettings settings, JsonNode sent, ProgressSink progress)
      throws Refused, InterruptedException {
    if (settings.cluster() == null && Files.notExists(settings.data().resolve("log"))) {
      throw new Refused("There is no data in " + settings.data());
    }
    return atPlace(settings, source -> new Moves(settings, progress).run(source, Wish.of(sent)));
  }

  /// Why nobody may serve the log; returns where somebody may.
  ///
  /// @throws IllegalStateException where a shard of it is sealed
  static void refuseSealed(EventLog log) {
    for (int shard = 0; shard < log.shards(); shard++) {
      if (ShardTail.of(log, shard, log.end(shard)) instanceof ShardTail.Sealed(Seal seal)) {
        throw new IllegalStateException(
            seal.side() == Side.SOURCE
                ? "this data has moved to another place. Serve it there, or see `move --undo`"
                : "this data is not complete: run the same `move` again until it says that all is"
                    + " here");
      }
    }
  }

  private interface AtPlace {
    ObjectNode run(MoveEnd end) throws Refused, InterruptedException;
  }

  private static ObjectNode atPlace(ServerSettings place, AtPlace work)
      throws Refused, InterruptedException {
    Ground ground = opened(place);
    try (EventLog log = ground.log();
        ViewStore views = ground.views();
        BlobStore blobs = BlobStores.open(place)) {
      return work.run(end(place, log, views, blobs));
    } catch (OperatingFailure fault) {
      throw new Refused(nameOf(place) + ": " + fault.getMessage());
    }
  }

  private static Ground opened(ServerSettings place) throws Refused {
    try {
      return Ground.open(place);
    } catch (IllegalArgumentException | OperatingFailure fault) {
      throw new Refused(nameOf(place) + ": " + fault.getMessage());
    }
  }

  private ObjectNode run(MoveEnd source, Wish wish) throws Refused, InterruptedException {
    if (wish.target() == null) {
      return undo(source, null);
    }
    ServerSettings target = settingsOf(wish.target());
    return atPlace(target, end -> wish.undo() ? undo(source, end) : move(source, end, wish));
  }

  private ObjectNode move(MoveEnd source, MoveEnd target, Wish wish)
      throws Refused, InterruptedException {
    MovePorts ports =
        new MovePorts(
            source,
            target,
            new ProtobufCommitCodec(),
            List.of(new ViewProjection(settings.engine().shard().rememberedFor())),
            List.of(new UnfinishedWork()),
            new SecureRandomBytes(),
            settings.data().resolve("move"));
    try {
      Move move = new Move(ports, limits(), this::reached);
      return shown(
          source, target, move.run(new Move.Wish(!wish.copyOnly(), wish.leaveLostFiles())));
    } catch (MoveStopped | OperatingFailure | PoisonedCommit stopped) {
      throw new Refused(String.valueOf(stopped.getMessage()));
    }
  }

  private ObjectNode undo(MoveEnd source, @Nullable MoveEnd target)
      throws Refused, InterruptedException {
    try {
      return JSON.createObjectNode()
          .put("undone", new Undo(source, target, limits()).run())
          .put("source", source.name());
    } catch (MoveStopped | OperatingFailure stopped) {
      throw new Refused(String.valueOf(stopped.getMessage()));
    }
  }

  private MoveLimits limits() {
    return MoveLimits.of(settings.files().partBytes());
  }

  private void reached(Stage stage, long done, long total) {
    String words =
        switch (stage) {
          case COPYING -> "Copying changes";
          case COMPARING -> "Comparing changes";
          case FILES -> "Copied files";
          case SWITCHING -> "Switching";
        };
    progress.reached(words, done, total);
  }

  private static ServerSettings settingsOf(Path configuration) throws Refused {
    try {
      return ConfigurationOptions.settingsOf(configuration);
    } catch (ConfigurationFaults faults) {
      throw new Refused(
          configuration + ": " + faults.getMessage() + ": " + String.join("; ", faults.faults()));
    }
  }

  private static MoveEnd end(ServerSettings place, EventLog log, ViewStore views, BlobStore blobs) {
    return new MoveEnd(nameOf(place), log, views, blobs);
  }

  private static String nameOf(ServerSettings place) {
    ClusterSettings cluster = place.cluster();
    return cluster == null
        ? place.data().toString()
        : "the cluster of topic " + cluster.kafka().topic();
  }

  private static ObjectNode shown(MoveEnd source, MoveEnd target, MoveReport report) {
    ObjectNode shown =
        JSON.createObjectNode()
            .put("move", report.move())
            .put("switched", report.switched())
            .put("source", source.name())
            .put("target", target.name())
            .put("records", report.records())
            .put("commits", report.commits())
            .put("files", report.files())
            .put("file_bytes", report.fileBytes())
            .put("closed_millis", report.closed().toMillis());
    ArrayNode left = shown.putArray("left_files");
    report.leftFiles().forEach(left::add);
    return shown;
  }
}
