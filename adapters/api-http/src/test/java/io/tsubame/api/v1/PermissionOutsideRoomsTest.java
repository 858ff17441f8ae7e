package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.OrganizationId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may do what beside rooms: every operation, by who is not signed in, by the owner of what it
/// is about, by the administrator of the owner's organization, by a colleague of the owner, and by
/// somebody of another organization.
final class PermissionOutsideRoomsTest {
  /// Method, path, body, and the answers in that order of callers.
  private static final String TABLE =
      """
      GET    | /v1/setup                        | | 200 | 200 | 200 | 200 | 200
      POST   | /v1/setup | {'organization':'X','name':'X','email':'NEW','password':'PASSWORD'} | 409 | 409 | 409 | 409 | 409
      GET    | /v1/session                      | | 401 | 200 | 200 | 200 | 200
      POST   | /v1/session | {'email':'NEW','password':'PASSWORD'} | 401 | 401 | 401 | 401 | 401
      DELETE | /v1/session                      | | 401 | 204 | 204 | 204 | 204
      DELETE | /v1/sessions                     | | 401 | 204 | 204 | 204 | 204
      GET    | /v1/invitations/INVITATION       | | 200 | 200 | 200 | 200 | 200
      POST   | /v1/sign-up | {'invitation':'INVITATION','name':'X','email':'NEW','password':'PASSWORD'} | 200 | 200 | 200 | 200 | 200
      GET    | /v1/me                           | | 401 | 200 | 200 | 200 | 200
      PATCH  | /v1/me                           | {'title':'X'} | 401 | 200 | 200 | 200 | 200
      PUT    | /v1/me/portrait                  | {'image':'UE5H'} | 401 | 200 | 200 | 200 | 200
      PUT    | /v1/me/password | {'old':'PASSWORD','new':'PASSWORD'} | 401 | 200 | 200 | 200 | 200
      POST   | /v1/me/api-tokens                | | 401 | 200 | 200 | 200 | 200
      DELETE | /v1/me/api-tokens                | | 401 | 204 | 204 | 204 | 204
      GET    | /v1/me/preferences               | | 401 | 200 | 200 | 200 | 200
      PATCH  | /v1/me/preferences               | {'x':'y'} | 401 | 200 | 200 | 200 | 200
      GET    | /v1/people?q=owner               | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/people/OWNER                 | | 401 | 200 | 200 | 200 | 404
      GET    | /v1/people/OWNER/portraits/PORTRAIT | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/people/FRIEND/portraits/PORTRAIT | | 401 | 404 | 404 | 404 | 404
      GET    | /v1/contacts                     | | 401 | 200 | 200 | 200 | 200
      DELETE | /v1/contacts/FRIEND              | | 401 | 204 | 400 | 400 | 400
      POST   | /v1/contacts/FRIEND/room         | | 401 | 200 | 400 | 400 | 200
      GET    | /v1/contact-requests             | | 401 | 200 | 200 | 200 | 200
      POST   | /v1/contact-requests             | {'account_id':ASKER,'message':''} | 401 | 200 | 200 | 200 | 200
      DELETE | /v1/contact-requests/REQUEST     | | 401 | 204 | 404 | 404 | 404
      POST   | /v1/contact-requests/REQUEST/accept | | 401 | 200 | 404 | 404 | 404
      GET    | /v1/organization                 | | 401 | 200 | 200 | 200 | 200
      PATCH  | /v1/organization                 | {'name':'X'} | 401 | 403 | 200 | 403 | 403
      GET    | /v1/files                        | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/storage                      | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/organization/people          | | 401 | 200 | 200 | 200 | 200
      PATCH  | /v1/organization/people/OWNER    | {'rank':'administrator'} | 401 | 403 | 204 | 403 | 403
      DELETE | /v1/organization/people/OWNER    | | 401 | 403 | 204 | 403 | 403
      GET    | /v1/organization/invitations     | | 401 | 403 | 200 | 403 | 403
      POST   | /v1/organization/invitations     | {} | 401 | 403 | 200 | 403 | 403
      DELETE | /v1/organization/invitations/INVITATION | | 401 | 403 | 204 | 403 | 403
      GET    | /v1/rooms                        | | 401 | 200 | 200 | 200 | 200
      POST   | /v1/rooms                        | {'name':'X'} | 401 | 200 | 200 | 200 | 200
      POST   | /v1/rooms                        | {'name':'X','member_ids':[FRIEND]} | 401 | 200 | 400 | 400 | 200
      GET    | /v1/links/LINK                   | | 401 | 200 | 200 | 200 | 200
      POST   | /v1/links/LINK/join              | | 401 | 400 | 200 | 200 | 200
      GET    | /v1/tasks                        | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/categories                   | | 401 | 200 | 200 | 200 | 200
      POST   | /v1/categories                   | {'name':'X'} | 401 | 200 | 200 | 200 | 200
      PUT    | /v1/categories/CATEGORY          | {'name':'X','room_ids':[]} | 401 | 200 | 404 | 404 | 404
      DELETE | /v1/categories/CATEGORY          | | 401 | 204 | 404 | 404 | 404
      GET    | /v1/bookmarks                    | | 401 | 200 | 200 | 200 | 200
      DELETE | /v1/bookmarks/MESSAGE            | | 401 | 204 | 404 | 404 | 404
      GET    | /v1/reactions                    | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/search/messages?q=hello      | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/search/tasks?q=hello         | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/search/files?q=hello         | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/search/rooms?q=hello         | | 401 | 200 | 200 | 200 | 200
      GET    | /v1/search/people?q=hello        | | 401 | 200 | 200 | 200 | 200
      """;

  private static int names;
  private static V1World world;

  /// For what changes nothing.
  private static Scene untouched;

  @BeforeAll
  static void start() {
    world = new V1World();
    untouched = Scene.make();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  enum Standing {
    STRANGER,
    OWNER,
    ADMINISTRATOR,
    COLLEAGUE,
    OUTSIDER;

    /// The column of the table.
    int column() {
      return List.of(values()).indexOf(this);
    }
  }

  /// The owner has a contact elsewhere, was asked by somebody from there, and has a room with a
  /// link, a bookmark and a category.
  private record Scene(
      List<Client> callers,
      int friend,
      int asker,
      int request,
      String invitation,
      String link,
      String message,
      int category,
      String portrait,
      String newcomer) {

    static Scene make() {
      String name = "p" + ++names;
      OrganizationId here = world.organization("Here");
      OrganizationId elsewhere = world.organization("Elsewhere");
      Client admin = world.person(here, name + "admin");
      Client owner = world.person(here, name + "owner");
      Client colleague = world.person(here, name + "colleague");
      Client friend = world.person(elsewhere, name + "friend");
      Client asker = world.person(elsewhere, name + "asker");
      Client outsider = world.person(elsewhere, name + "outsider");
      accept(owner, ask(friend, owner));
      int request = ask(asker, owner);
      int room =
          owner.post("/v1/rooms", "{\"name\":\"Room\",\"link\":{}}").is(200).number("room_id");
      String path = "/v1/rooms/" + room;
      String message = owner.post(path + "/messages", "{\"body\":\"x\"}").text("message_id");
      owner.put("/v1/bookmarks/" + message).is(204);
      return new Scene(
          List.of(world.stranger(), owner, admin, colleague, outsider),
          friend.account(),
          asker.account(),
          request,
          admin.post("/v1/organization/invitations", "{}").is(200).text("code"),
          owner.get(path + "/link").is(200).body().get("link").get("code").textValue(),
          message,
          owner.post("/v1/categories", "{\"name\":\"Mine\"}").is(200).number("category_id"),
          owner.put("/v1/me/portrait", "{\"image\":\"UE5H\"}").is(200).text("avatar").substring(9),
          V1World.email(name + "newcomer"));
    }

    private static int ask(Client from, Client to) {
      return from.post(
              "/v1/contact-requests",
              "{\"account_id\":%d,\"message\":\"\"}".formatted(to.account()))
          .is(200)
          .body()
          .get("outgoing")
          .get(0)
          .get("request_id")
          .intValue();
    }

    private static void accept(Client by, int request) {
      by.post("/v1/contact-requests/" + request + "/accept").is(200);
    }

    Client caller(Standing standing) {
      return callers.get(standing.column());
    }

    String filled(String text) {
      return text.replace("OWNER", "" + caller(Standing.OWNER).account())
          .replace("FRIEND", "" + friend)
          .replace("ASKER", "" + asker)
          .replace("REQUEST", "" + request)
          .replace("INVITATION", invitation)
          .replace("LINK", link)
          .replace("MESSAGE", message)
          .replace("CATEGORY", "" + category)
          .replace("PORTRAIT", portrait)
          .replace("NEW", newcomer)
          .replace("PASSWORD", V1World.PASSWORD)
          .replace('\'', '"');
    }
  }

  static Stream<Arguments> cells() {
    return PermissionTable.rows(TABLE)
        .flatMap(row ->
            Stream.of(Standing.values())
                .map(standing ->
                    Arguments.of(
                        row.method(),
                        row.path(),
                        row.body(),
                        standing,
                        row.status(standing.column()))));
  }

  @ParameterizedTest(name = "{0} {1} {2} by {3}: {4}")
  @MethodSource("cells")
  void cell(String method, String path, String body, Standing standing, int status) {
    boolean changes = status < 300 && !method.equals("GET");
    Scene scene = changes ? Scene.make() : untouched;
    String sent = body.isEmpty() ? null : scene.filled(body);
    scene.caller(standing).send(method, scene.filled(path), sent).is(status);
  }

  @Test
  @DisplayName("every operation is in one of the tables")
  void complete() {
    Set<String> rows =
        Stream.concat(PermissionTable.rows(TABLE), PermissionTable.rows(PermissionTest.IN_ROOM))
            .map(row ->
                world.description.operation(
                    row.method(), row.path().replace("ROOM", "/v1/rooms/1")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows).isEqualTo(new TreeSet<>(world.description.described()));
  }
}
