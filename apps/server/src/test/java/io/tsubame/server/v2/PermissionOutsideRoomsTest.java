package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.ApiTokens;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ServerLimits;
import io.tsubame.api.v2.ApiV2;
import io.tsubame.application.Application;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may do what beside rooms by the API: every operation, by whom it is about, a colleague of
/// theirs, and somebody of another organization. Together with [PermissionTableTest] the table has
/// every operation.
@ExtendWith(TsubameExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionOutsideRoomsTest {
  enum Standing {
    OWNER,
    COLLEAGUE,
    FOREIGNER;

    /// The column of the table.
    int column() {
      return List.of(values()).indexOf(this);
    }
  }

  private static final String TABLE =
      """
      GET    /me                                   200 200 200
      GET    /my/status                            200 200 200
      GET    /my/tasks                             200 204 204
      GET    /contacts                             200 200 200
      GET    /incoming_requests                    200 204 204
      PUT    /incoming_requests/{request}          200 404 404
      PUT    /incoming_requests/{request}/accept   200 404 404
      DELETE /incoming_requests/{request}          204 404 404
      DELETE /incoming_requests/{request}/reject   204 404 404
      GET    /rooms                                200 200 200
      POST   /rooms  name=x&members_admin_ids={self} 200 200 200
      POST   /rooms  name=x&members_admin_ids={self}&members_member_ids={colleague} 200 200 400
      """;

  private final TestServer server;

  PermissionOutsideRoomsTest(TestServer server) {
    this.server = server;
  }

  private record Row(String method, String path, String form, List<Integer> statuses) {
    static Row of(String line, int callers) {
      List<String> words = List.of(line.strip().split(" +", -1));
      int first = words.size() - callers;
      return new Row(
          words.get(0),
          words.get(1),
          first > 2 ? words.get(2) : "",
          words.subList(first, words.size()).stream().map(Integer::valueOf).toList());
    }
  }

  private static Stream<Row> rows() {
    return TABLE.lines().map(line -> Row.of(line, Standing.values().length));
  }

  static Stream<Arguments> cells() {
    return rows()
        .flatMap(row ->
            Stream.of(Standing.values())
                .map(standing ->
                    Arguments.of(
                        row.method(),
                        row.path(),
                        row.form(),
                        standing,
                        row.statuses().get(standing.column()))));
  }

  @ParameterizedTest(name = "[A5] {0} {1} {2} by {3} answers {4}")
  @MethodSource("cells")
  void cell(String method, String path, String form, Standing standing, int status) {
    OrganizationId swift = server.organization("Swift");
    Person owner = server.person("Owner", swift);
    Person colleague = server.person("Colleague", swift);
    OrganizationId other = server.organization("Other");
    Person foreigner = server.person("Foreigner", other);
    Person asker = server.person("Asker", other);
    server.application().contacts().request(asker.id(), owner.id(), "", null);
    server.application().freshness().awaitOwnWrites(asker.id());
    int request = owner.api().get("/incoming_requests").json().at("/0/request_id").intValue();
    owner.api().post("/rooms/" + owner.myRoom() + "/tasks", "body", "x", "to_ids", owner.number());
    Person caller = List.of(owner, colleague, foreigner).get(standing.column());
    String[] fields =
        form.isEmpty()
            ? new String[0]
            : form.replace("{self}", caller.number())
                .replace(
                    "{colleague}",
                    standing == Standing.COLLEAGUE ? owner.number() : colleague.number())
                .split("[&=]", -1);
    assertThat(caller.api().call(method, path.replace("{request}", "" + request), fields).status())
        .isEqualTo(status);
  }

  @Test
  @DisplayName("[A5] every operation is in one of the tables")
  void complete() {
    Set<String> inTables =
        Stream.concat(TABLE.lines(), PermissionTableTest.TABLE.lines())
            .map(line -> line.strip().split(" +", -1))
            .map(words -> words[0] + " " + shape(words[1]))
            .collect(Collectors.toCollection(TreeSet::new));
    inTables.addAll(FilesTest.CHECKED);
    Set<String> served =
        endpoints().stream()
            .map(endpoint -> endpoint.method() + " " + shape(endpoint.template()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(inTables).isEqualTo(served);
  }

  @Test
  @DisplayName("[A1] every operation is refused to who is not authenticated")
  void unauthenticated() {
    Caller nobody = new Caller(server.url(), "");
    Caller unknown = new Caller(server.url(), "0".repeat(32));
    for (Endpoint endpoint : endpoints()) {
      String path = endpoint.template().replaceAll("\\{[a-z_]+}", "1");
      assertThat(nobody.call(endpoint.method().name(), path).status()).as(path).isEqualTo(401);
      assertThat(unknown.call(endpoint.method().name(), path).status()).as(path).isEqualTo(401);
    }
  }

  private List<Endpoint> endpoints() {
    Application application = server.application();
    ApiTokens tokens = new ApiTokens(application.queries().credentials(), 1);
    return ApiV2.area(application, tokens, ServerLimits.DEFAULT).endpoints();
  }

  private static String shape(String path) {
    return path.replaceFirst("\\?.*", "").replaceAll("\\{[a-z_]+}", "{}");
  }
}
