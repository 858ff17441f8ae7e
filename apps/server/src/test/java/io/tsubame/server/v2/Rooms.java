package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What many tests begin with.
final class Rooms {
  private Rooms() {}

  /// A group room of the first as administrator and the others as members.
  static int create(Person admin, String name, Person... members) {
    String ids = Arrays.stream(members).map(Person::number).collect(Collectors.joining(","));
    Reply reply =
        admin
            .api()
            .post(
                "/rooms",
                "name",
                name,
                "members_admin_ids",
                admin.number(),
                "members_member_ids",
                ids);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("room_id").intValue();
  }

  /// Posts, and returns the message's id.
  static String post(Person author, int room, String body) {
    Reply reply = author.api().post("/rooms/" + room + "/messages", "body", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("message_id").textValue();
  }

  /// Asks again until the answer is as it should become: what others wrote comes a little later.
  static <T> T eventually(Supplier<T> question, Predicate<T> satisfied) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    T answer = question.get();
    while (!satisfied.test(answer) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      answer = question.get();
    }
    assertThat(answer).matches(satisfied);
    return answer;
  }
}
