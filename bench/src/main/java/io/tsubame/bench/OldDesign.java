package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;

/// Posts as chat servers on a relational database make them: a transaction that reads the
/// membership, adds the message, marks the room and counts the message for each other member, here
/// with one statement for all of them, which is kinder than one for each.
final class OldDesign {
  private static final int ROOMS = 100;
  private static final int CONNECTIONS = 32;
  private static final String DATABASE = "chat";
  private static final String BODY = "swallows fly home ".repeat(11) + "ok";

  private static final List<String> SCHEMA =
      List.of(
          "create database if not exists " + DATABASE,
          """
          create table if not exists chat.message (
            id bigint auto_increment primary key, room bigint not null, account bigint not null,
            body text not null, sent bigint not null, edited bigint not null,
            key by_room (room, id)) engine=innodb\
          """,
          """
          create table if not exists chat.room (
            id bigint primary key, last_message bigint not null, changed bigint not null)
            engine=innodb\
          """,
          """
          create table if not exists chat.member (
            room bigint not null, account bigint not null, unread int not null,
            last_read bigint not null, primary key (room, account), key by_account (account))
            engine=innodb\
          """);

  private final int port;
  private final int members;
  private long posted;

  private OldDesign(int port, int members) {
    this.port = port;
    this.members = members;
  }

  /// Makes rooms of that size. Their numbers are `1000 * members` and the following ones.
  static OldDesign on(int port, int members) throws SQLException {
    OldDesign design = new OldDesign(port, members);
    try (Connection connection = design.connect("");
        Statement statement = connection.createStatement()) {
      for (String table : SCHEMA) {
        statement.execute(table);
      }
      for (int room = 0; room < ROOMS; room++) {
        long id = design.firstRoom() + room;
        statement.execute("insert into chat.room values (" + id + ", 0, 0)");
        statement.execute(
            "insert into chat.member select " + id + ", seq, 0, 0 from chat.seq_1_to_" + members);
      }
    }
    return design;
  }

  private long firstRoom() {
    return 1_000L * members;
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root&useServerPrepStmts=true");
  }

  /// One connection and its part of the result.
  private static final class Worker implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement membership;
    private final PreparedStatement message;
    private final PreparedStatement room;
    private final PreparedStatement counters;
    private final Histogram latency = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
    private long failures;

    Worker(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      membership =
          connection.prepareStatement("select 1 from member where room = ? and account = ?");
      message =
          connection.prepareStatement(
              "insert into message (room, account, body, sent, edited) values (?, ?, ?, ?, 0)",
              Statement.RETURN_GENERATED_KEYS);
      room =
          connection.prepareStatement("update room set last_message = ?, changed = ? where id = ?");
      counters =
          connection.prepareStatement(
              "update member set unread = unread + 1 where room = ? and account <> ?");
    }

    /// A transaction that the database gives up, for a deadlock, counts as a failure.
    void post(long into, long account) throws SQLException {
      long begun = System.nanoTime();
      try {
        requireMember(into, account);
        long id = add(into, account, begun);
        room.setLong(1, id);
        room.setLong(2, begun);
        room.setLong(3, into);
        room.executeUpdate();
        counters.setLong(1, into);
        counters.setLong(2, account);
        counters.executeUpdate();
        connection.commit();
        long micros = (System.nanoTime() - begun) / 1_000;
        latency.recordValue(Math.min(micros, HttpLoad.HIGHEST_MICROS));
      } catch (SQLException _) {
        connection.rollback();
        failures++;
      }
    }

    private void requireMember(long into, long account) throws SQLException {
      membership.setLong(1, into);
      membership.setLong(2, account);
      try (ResultSet found = membership.executeQuery()) {
        if (!found.next()) {
          throw new SQLException("account " + account + " is not in room " + into);
        }
      }
    }

    private long add(long into, long account, long sent) throws SQLException {
      message.setLong(1, into);
      message.setLong(2, account);
      message.setString(3, BODY);
      message.setLong(4, sent);
      message.executeUpdate();
      try (ResultSet keys = message.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /// Posts into all rooms by turns of chance, each connection as fast as it is answered.
  Result saturated(double seconds) throws IOException, SQLException, InterruptedException {
    List<Worker> workers = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        workers.add(new Worker(connect(DATABASE)));
      }
      Result result = run(workers, seconds);
      posted += result.answers();
      return result;
    } finally {
      for (Worker worker : workers) {
        worker.close();
      }
    }
  }

  private Result run(List<Worker> workers, double seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (Worker worker : workers) {
      SplittableRandom random = new SplittableRandom(tasks.size());
      FutureTask<Boolean> task =
          new FutureTask<>(() -> {
            while (System.nanoTime() < end) {
              worker.post(firstRoom() + random.nextInt(ROOMS), 1 + random.nextInt(members));
            }
            return true;
          });
      tasks.add(task);
      Thread.ofPlatform().name("post-" + tasks.size()).daemon().start(task);
    }
    for (FutureTask<Boolean> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException failure) {
        throw new IOException("posting failed", failure.getCause());
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    Histogram latency = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
    workers.forEach(worker -> latency.add(worker.latency));
    long failures = workers.stream().mapToLong(worker -> worker.failures).sum();
    return new Result(latency.getTotalCount(), failures, took, latency);
  }

  /// Whether the database has each post once, and has counted it for each other member.
  boolean check(Table table) throws SQLException {
    long stored = number("select count(*) from message where room");
    long counted = number("select sum(unread) from member where room");
    boolean valid = stored == posted && counted == posted * (members - 1);
    table.verdict(
        valid,
        "%d posts, %d stored, counted %d times of %d"
            .formatted(posted, stored, counted, posted * (members - 1)));
    return valid;
  }

  private long number(String query) throws SQLException {
    String rooms = " between " + firstRoom() + " and " + (firstRoom() + ROOMS - 1);
    try (Connection connection = connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query + rooms)) {
      row.next();
      return row.getLong(1);
    }
  }
}
