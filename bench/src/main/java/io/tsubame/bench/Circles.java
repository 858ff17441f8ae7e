package io.tsubame.bench;

import io.tsubame.bench.Company.Person;
import io.tsubame.bench.Company.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.Option;

/// Many people of whom each is in many rooms, every room another mixture of them.
final class Circles {
  @Option(
      names = "--clients",
      description = "People, each with one connection. Default: ${DEFAULT-VALUE}",
      defaultValue = "10000")
  int clients;

  @Option(
      names = "--follow",
      description = "Rooms of each person. Default: ${DEFAULT-VALUE}",
      defaultValue = "100")
  int follow;

  @Option(
      names = "--room-members",
      description = "Members of each room; a divisor of the clients. Default: ${DEFAULT-VALUE}",
      defaultValue = "100")
  int members;

  @Option(
      names = "--connections",
      description = "Connections that post. Default: ${DEFAULT-VALUE}",
      defaultValue = "64")
  int connections;

  @Option(names = "--jvm", description = "An option for the JVM of the server; may be repeated.")
  List<String> jvm = List.of();

  /// The rooms, in as many rounds as each person follows rooms; each round has everybody once.
  List<Room> open(Company company) throws IOException, InterruptedException {
    if (clients % members != 0) {
      throw new IllegalArgumentException("members of a room must divide the clients");
    }
    company.hire(clients);
    List<Room> rooms = new ArrayList<>();
    for (int round = 0; round < follow; round++) {
      List<Person> mixed = new ArrayList<>(company.people());
      Collections.shuffle(mixed, new Random(round));
      rooms.addAll(
          company.openRooms(
              clients / members, i -> List.copyOf(mixed.subList(i * members, (i + 1) * members))));
      System.err.print("\rmade " + rooms.size() + " of " + clients / members * follow + " rooms");
    }
    System.err.println();
    return rooms;
  }

  FanoutLoad load(Loop loop, List<Room> rooms) {
    return new FanoutLoad(loop, connections, rooms, connections);
  }
}
