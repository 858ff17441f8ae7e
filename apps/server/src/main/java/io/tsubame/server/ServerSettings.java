package io.tsubame.server;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.stream.StreamLimits;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.file.FileLimits;
import io.tsubame.application.live.LiveLimits;
import io.tsubame.domain.Limits;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.imports.slack.ArchiveLimits;
import io.tsubame.server.config.Configuration;
import io.tsubame.server.config.Configuration.FileStorage;
import io.tsubame.server.config.Configuration.Inspection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that can be chosen about a server.
///
/// @param data the directory that holds all of its data
/// @param shards used when the data is created, and must fit afterwards
/// @param moreReactions what members may react with beside the built-in ones
/// @param cluster of which this server is a node; null where it is alone
public record ServerSettings(
    Path data,
    int shards,
    HttpSettings http,
    Limits limits,
    EngineLimits engine,
    ArchiveLimits archive,
    LiveLimits live,
    StreamLimits stream,
    SearchSettings search,
    SessionSettings sessions,
    List<String> moreReactions,
    FileLimits files,
    FileStorage fileStorage,
    Inspection inspection,
    @Nullable ClusterSettings cluster,
    Clock clock) {

  public ServerSettings {
    moreReactions = List.copyOf(moreReactions);
  }

  /// What a server uses that nobody configured.
  public static ServerSettings in(Path data, HttpSettings http) {
    Configuration usual = Configuration.DEFAULT;
    return new ServerSettings(
        data,
        usual.storage().shards(),
        http,
        usual.limits(),
        usual.engine(),
        usual.archive(),
        usual.live(),
        usual.stream(),
        usual.search(),
        usual.sessions(),
        usual.reactions(),
        usual.files(),
        usual.fileStorage(),
        usual.inspection(),
        null,
        Clock.systemUTC());
  }

  /// What a configuration chooses.
  public static ServerSettings of(Configuration configuration, Clock clock) {
    return new ServerSettings(
        configuration.storage().directory().toAbsolutePath().normalize(),
        configuration.storage().shards(),
        configuration.server(),
        configuration.limits(),
        configuration.engine(),
        configuration.archive(),
        configuration.live(),
        configuration.stream(),
        configuration.search(),
        configuration.sessions(),
        configuration.reactions(),
        configuration.files(),
        configuration.fileStorage(),
        configuration.inspection(),
        configuration.nodeSettings(),
        clock);
  }

  /// The same with another clock.
  ServerSettings with(Clock other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        search,
        sessions,
        moreReactions,
        files,
        fileStorage,
        inspection,
        cluster,
        other);
  }

  /// The same with other bounds on files.
  public ServerSettings with(FileLimits other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        search,
        sessions,
        moreReactions,
        other,
        fileStorage,
        inspection,
        cluster,
        clock);
  }

  /// The same with another place for files.
  public ServerSettings with(FileStorage other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        search,
        sessions,
        moreReactions,
        files,
        other,
        inspection,
        cluster,
        clock);
  }

  /// The same with another way to search.
  public ServerSettings with(SearchSettings other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        other,
        sessions,
        moreReactions,
        files,
        fileStorage,
        inspection,
        cluster,
        clock);
  }

  /// The same with another place for sessions.
  public ServerSettings with(SessionSettings other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        search,
        other,
        moreReactions,
        files,
        fileStorage,
        inspection,
        cluster,
        clock);
  }

  /// The same with another way to look into files.
  public ServerSettings with(Inspection other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        search,
        sessions,
        moreReactions,
        files,
        fileStorage,
        other,
        cluster,
        clock);
  }

  /// The same as a node of a cluster.
  public ServerSettings with(ClusterSettings other) {
    return new ServerSettings(
        data,
        shards,
        http,
        limits,
        engine,
        archive,
        live,
        stream,
        search,
        sessions,
        moreReactions,
        files,
        fileStorage,
        inspection,
        other,
        clock);
  }

  Set<String> reactions() {
    Set<String> all = new LinkedHashSet<>(RoomDecider.REACTIONS);
    all.addAll(moreReactions);
    return all;
  }
}
