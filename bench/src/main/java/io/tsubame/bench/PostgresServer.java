package io.tsubame.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A PostgreSQL of Debian's on a free port, on an empty folder, whose commits are on the disk
/// (`fsync`, `synchronous_commit`).
///
/// @param port of the loopback address, where it trusts everybody
record PostgresServer(Premises premises, Process process, int port) {
  static final String PROGRAM = "/usr/lib/postgresql/*/bin/postgres";
  static final String CLIENT = "/usr/bin/psql";
  static final String USER = "postgres";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "max_connections", "100",
          "shared_buffers", "1GB",
          "max_wal_size", "4GB",
          "fsync", "on",
          "synchronous_commit", "on");

  /// Returns when it takes connections.
  static PostgresServer start(Premises premises) throws IOException {
    Path program = Premises.program(PROGRAM);
    Path data = premises.folder("postgresql", USER);
    premises.run(
        USER,
        List.of(
            program.resolveSibling("initdb").toString(),
            "--pgdata=" + data,
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8"));
    int port = Engines.freePorts(1).getFirst();
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "-D", data.toString(), "-p", "" + port));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new PostgresServer(
        premises, premises.start(USER, port, new ProcessBuilder(command)), port);
  }

  /// @return what the statement tells, a row on each line
  String sql(String database, String statement) throws IOException {
    return psql(database, "--command=" + statement);
  }

  void script(String database, Path file) throws IOException {
    psql(database, "--file=" + file);
  }

  private String psql(String database, String what) throws IOException {
    return premises.run(
        USER,
        List.of(
            CLIENT,
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--set=ON_ERROR_STOP=1",
            "--host=127.0.0.1",
            "--port=" + port,
            "--username=" + USER,
            "--dbname=" + database,
            what));
  }
}
