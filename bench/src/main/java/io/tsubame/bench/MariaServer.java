package io.tsubame.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A MariaDB of Debian's on a free port, on an empty folder, whose commits are on the disk
/// (`innodb_flush_log_at_trx_commit=1`). It writes no binary log.
///
/// @param port of the loopback address, where `root` needs no password
record MariaServer(Process process, int port) {
  private static final String INSTALL = "/usr/bin/mariadb-install-db";
  private static final String PROGRAM = "/usr/sbin/mariadbd";
  private static final String USER = "mysql";

  /// What must be there, as files of Debian's packages.
  static final List<String> NEEDS = List.of(INSTALL, PROGRAM);

  /// Returns when it takes connections.
  static MariaServer start(Premises premises) throws IOException {
    Path data = premises.folder("mariadb", USER);
    premises.run(
        USER,
        List.of(
            INSTALL,
            "--no-defaults",
            "--datadir=" + data,
            "--auth-root-authentication-method=normal",
            "--skip-test-db"));
    int port = Engines.freePorts(1).getFirst();
    ProcessBuilder command =
        new ProcessBuilder(
            PROGRAM,
            "--no-defaults",
            "--datadir=" + data,
            "--socket=" + data.resolve("socket"),
            "--pid-file=" + data.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--max-connections=200",
            "--character-set-server=utf8mb4",
            "--skip-log-bin",
            "--innodb-buffer-pool-size=2G",
            "--innodb-log-file-size=1G",
            "--innodb-flush-log-at-trx-commit=1");
    return new MariaServer(premises.start(USER, port, command), port);
  }

  Meter meter() {
    return new Meter(List.of(process.toHandle()));
  }
}
