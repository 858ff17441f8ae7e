package io.tsubame.bench;

import io.tsubame.bench.FanoutLoad.Fanout;
import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.Meter.Reading;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Other systems under the same kind of load, for the bars of the design that are told in their
/// figures: durable deliveries of ejabberd beside `fanout`, and posts of a relational design beside
/// `post`.
@Command(
    name = "peers",
    description = {
      "Other systems under the same kind of load, on this machine and in this hour:",
      "ejabberd with rooms and their archive on PostgreSQL, beside bin/bench fanout;",
      "the old design, a counter for each member in a MariaDB, beside bin/bench post.",
      "Both run from Debian's packages, in a temporary folder, on free ports of 127.0.0.1:",
      "  " + PeersBench.INSTALL
    },
    footer = {
      "",
      "Ends with status 1 where not every message reached every member, or was not stored;",
      "with status 2 where a package is missing.",
      "",
      "Examples:",
      "  bin/bench peers --only ejabberd --sizes 50,500",
      "  bin/bench peers --only mariadb --sizes 500,10000 --seconds 15"
    },
    mixinStandardHelpOptions = true)
final class PeersBench implements Callable<Integer> {
  static final String INSTALL =
      "apt-get install ejabberd erlang-p1-pgsql postgresql mariadb-server";

  private static final int SENDERS = 4;
  private static final Duration CONNECTED = Duration.ofMinutes(2);

  @Option(
      names = "--sizes",
      split = ",",
      description =
          "Members of a room. ejabberd has 20 rooms, fewer of large ones, with 4 senders in each;"
              + " MariaDB has 100 rooms. Default: ${DEFAULT-VALUE}",
      defaultValue = "10,50,500")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--seconds",
      description = "Measured time of each part. Default: ${DEFAULT-VALUE}",
      defaultValue = "10")
  private double seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds at full speed before each size. Default: ${DEFAULT-VALUE}",
      defaultValue = "6")
  private double warmUp;

  @Option(
      names = "--only",
      paramLabel = "PEER",
      description = "Only this one: ejabberd or mariadb.")
  private @Nullable Peer only;

  private final Table table = new Table(System.err, System.out);

  private enum Peer {
    EJABBERD,
    MARIADB;

    List<String> needs() {
      return switch (this) {
        case EJABBERD -> EjabberdServer.NEEDS;
        case MARIADB -> MariaServer.NEEDS;
      };
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Peer> peers = Optional.ofNullable(only).map(List::of).orElse(List.of(Peer.values()));
    for (Peer peer : peers) {
      for (String file : peer.needs()) {
        if (Premises.installed(file).isEmpty()) {
          System.err.println("There is no " + file + " here. The peers are packages of Debian's:");
          System.err.println("  " + INSTALL);
          return 2;
        }
      }
    }
    boolean valid = true;
    for (Peer peer : peers) {
      valid &=
          switch (peer) {
            case EJABBERD -> ejabberd();
            case MARIADB -> mariadb();
          };
    }
    return valid ? 0 : 1;
  }

  private boolean ejabberd() throws IOException {
    int accounts = sizes.stream().mapToInt(size -> size * FanoutBench.rooms(size)).max().orElse(0);
    boolean valid = true;
    try (Premises premises = Premises.open()) {
      EjabberdServer server = EjabberdServer.start(premises, accounts);
      for (int size : sizes) {
        valid &= ejabberd(server, size);
      }
    }
    return valid;
  }

  private boolean ejabberd(EjabberdServer server, int size) throws IOException {
    long before = server.archived();
    try (MucLoad load = new MucLoad(EjabberdServer.ROOMS, FanoutBench.rooms(size), size, SENDERS)) {
      load.connect(server.port(), CONNECTED);
      load.saturated(warmUp);
      Reading all = server.meter().read();
      Reading archive = server.archiveMeter().read();
      Fanout full = load.saturated(seconds);
      full.print(table, "ejabberd " + size + ", saturated", server.meter().since(all));
      archive(server, archive, full);
      all = server.meter().read();
      archive = server.archiveMeter().read();
      Fanout half = load.paced(seconds, full.acknowledged().perSecond() / 2);
      half.print(table, "ejabberd " + size + ", half of that", server.meter().since(all));
      archive(server, archive, half);
      long archived = server.archived() - before;
      boolean valid = load.gate().isPassed() && archived == load.gate().posts();
      table.verdict(valid, load.gate().words() + ", " + archived + " in the archive");
      return valid;
    }
  }

  private void archive(EjabberdServer server, Reading before, Fanout fanout) {
    table.figure(
        "  of that PostgreSQL",
        1e6
            * server.archiveMeter().since(before).server()
            / Math.max(1, fanout.delivered().answers()),
        "processor ms per 1,000 deliveries");
  }

  private boolean mariadb() throws IOException, SQLException, InterruptedException {
    boolean valid = true;
    try (Premises premises = Premises.open()) {
      MariaServer server = MariaServer.start(premises);
      for (int size : sizes) {
        OldDesign design = OldDesign.on(server.port(), size);
        design.saturated(warmUp);
        Reading before = server.meter().read();
        Result full = design.saturated(seconds);
        table.row("mariadb " + size + ", saturated", full, server.meter().since(before));
        valid &= design.check(table);
      }
    }
    return valid;
  }
}
