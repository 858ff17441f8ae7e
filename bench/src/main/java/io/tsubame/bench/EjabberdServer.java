package io.tsubame.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// An ejabberd of Debian's on a free port, with rooms (XEP-0045) and their archive (XEP-0313) on a
/// PostgreSQL. What would slow a load down on purpose is off: shapers, intervals between messages,
/// and presences of members, which a business chat does not send to a room either.
///
/// @param port of the loopback address
record EjabberdServer(PostgresServer postgres, Process process, int port) {
  private static final String ERLANG = "/usr/bin/erl";
  private static final String CODE = "/usr/lib/*/ejabberd-*/ebin";
  private static final String SCHEMA = "/usr/share/ejabberd/sql/pg.sql";
  private static final String USER = "ejabberd";
  private static final String DATABASE = "ejabberd";

  /// What must be there, as files of Debian's packages.
  static final List<String> NEEDS =
      List.of(
          ERLANG,
          CODE,
          SCHEMA,
          "/usr/lib/erlang/lib/p1_pgsql-*",
          PostgresServer.PROGRAM,
          PostgresServer.CLIENT);

  /// The domain of its rooms.
  static final String ROOMS = "conference." + XmppClient.DOMAIN;

  /// As Debian's own configuration has them, without those that need other servers or ports.
  private static final List<String> USUAL_MODULES =
      List.of(
          "mod_adhoc",
          "mod_caps",
          "mod_carboncopy",
          "mod_client_state",
          "mod_disco",
          "mod_last",
          "mod_offline",
          "mod_ping",
          "mod_privacy",
          "mod_private",
          "mod_roster",
          "mod_stream_mgmt",
          "mod_vcard",
          "mod_version");

  /// Returns when it takes connections.
  ///
  /// @param accounts named by [Occupant#name]
  static EjabberdServer start(Premises premises, int accounts) throws IOException {
    PostgresServer postgres = PostgresServer.start(premises);
    postgres.sql("postgres", "create database " + DATABASE);
    postgres.script(DATABASE, Premises.program(SCHEMA));
    postgres.sql(
        DATABASE,
        "insert into users (username, password) select name, name from"
            + " (select 'u' || lpad(n::text, 5, '0') as name from generate_series(0, "
            + (accounts - 1)
            + ") n) names");
    Path folder = premises.folder("ejabberd", USER);
    int port = Engines.freePorts(1).getFirst();
    Path configuration =
        Files.writeString(
            folder.resolve("ejabberd.yml"), configuration(port, postgres.port(), accounts));
    ProcessBuilder command =
        new ProcessBuilder(
            ERLANG,
            "-noinput",
            "+K",
            "true",
            "+P",
            "250000",
            "+Q",
            "65536",
            "-pa",
            Premises.program(CODE).toString(),
            "-mnesia",
            "dir",
            "\"" + folder.resolve("mnesia") + "\"",
            "-s",
            "ejabberd");
    command.environment().put("HOME", folder.toString());
    command.environment().put("EJABBERD_CONFIG_PATH", configuration.toString());
    command.environment().put("EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString());
    command.environment().put("ERL_CRASH_DUMP_BYTES", "0");
    return new EjabberdServer(postgres, premises.start(USER, port, command), port);
  }

  /// Caches hold every account: at their default of 1,000 messages to more members are far slower.
  private static String configuration(int port, int postgresPort, int accounts) {
    return """
    hosts: [%1$s]
    loglevel: error
    auth_method: [sql]
    auth_password_format: plain
    default_db: sql
    sql_type: pgsql
    sql_server: 127.0.0.1
    sql_port: %3$d
    sql_database: %4$s
    sql_username: %5$s
    cache_size: 200000
    listen:
      - port: %2$d
        ip: 127.0.0.1
        module: ejabberd_c2s
        access: all
        shaper: none
        backlog: 1024
    modules:
    %6$s
      mod_mam:
        default: always
      mod_muc:
        access: all
        access_create: all
        access_persistent: all
        access_mam: all
        max_users: %7$d
        max_users_admin_threshold: %7$d
        min_message_interval: 0
        min_presence_interval: 0
        default_room_options:
          persistent: true
          mam: true
          max_users: %7$d
          presence_broadcast: [moderator]
    """
        .formatted(
            XmppClient.DOMAIN,
            port,
            postgresPort,
            DATABASE,
            PostgresServer.USER,
            USUAL_MODULES.stream()
                .map(module -> "  " + module + ": {}")
                .collect(Collectors.joining("\n")),
            Math.max(1_000, accounts));
  }

  /// Of ejabberd and PostgreSQL together.
  Meter meter() {
    return new Meter(List.of(process.toHandle(), postgres.process().toHandle()));
  }

  /// Of PostgreSQL alone.
  Meter archiveMeter() {
    return new Meter(List.of(postgres.process().toHandle()));
  }

  /// The number of messages in the archive.
  long archived() throws IOException {
    return Long.parseLong(postgres.sql(DATABASE, "select count(*) from archive"));
  }
}
