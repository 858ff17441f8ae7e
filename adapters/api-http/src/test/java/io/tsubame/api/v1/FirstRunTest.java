package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.v1.Client.Answer;
import io.tsubame.application.Unavailable;
import io.tsubame.application.organization.SetUp.FirstRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The ways in: the first run, and signing up by an invitation.
final class FirstRunTest {
  private final V1World world = new V1World();

  @AfterEach
  void stop() {
    world.close();
  }

  private static String wish(String name) {
    return """
    {"organization":"%s","name":"%s","email":"%s","password":"%s"}\
    """
        .formatted(name, name, V1World.email(name), V1World.PASSWORD);
  }

  private static String application(String code, String name) {
    return """
    {"invitation":"%s","name":"%s","email":"%s","password":"%s"}\
    """
        .formatted(code, name, V1World.email(name), V1World.PASSWORD);
  }

  private Client setUp() {
    Client admin = world.stranger();
    admin.keep(admin.post("/v1/setup", wish("boss")).is(200));
    return admin;
  }

  private static String invite(Client admin, String body) {
    return admin.post("/v1/organization/invitations", body).is(200).text("code");
  }

  @Test
  @DisplayName("the first run makes an administrator with a My chat, and is over then")
  void once() {
    Client admin = setUp();
    assertThat(admin.get("/v1/organization").is(200).text("rank")).isEqualTo("administrator");
    assertThat(admin.get("/v1/rooms").is(200).body().get("rooms").get(0).get("type").textValue())
        .isEqualTo("my");
    world.stranger().post("/v1/setup", wish("second")).is(409, "already-set-up");
  }

  @Test
  @DisplayName("of several first runs at once one wins")
  void atOnce() throws Exception {
    List<Callable<Answer>> attempts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "boss" + i;
      attempts.add(() -> world.stranger().post("/v1/setup", wish(name)));
    }
    assertOneWins(attempts);
  }

  @Test
  @DisplayName("a first run that was refused can be repeated with other words")
  void again() {
    Client admin = world.stranger();
    admin.post("/v1/setup", wish("boss").replace(V1World.PASSWORD, "short")).is(400);
    admin.post("/v1/setup", wish("boss").replace("boss@example.com", "no address")).is(400);
    admin.keep(admin.post("/v1/setup", wish("chief")).is(200));
    assertThat(admin.get("/v1/organization").is(200).text("name")).isEqualTo("chief");
  }

  @Test
  @DisplayName("a first run that breaks off is completed later, wherever it broke off")
  void broken() throws InterruptedException {
    FirstRun run = new FirstRun("Here", "boss", V1World.email("boss"), V1World.PASSWORD);
    int steps = 0;
    while (breaksOff(run, steps)) {
      steps++;
    }
    // What follows on the registration may be done by the server itself meanwhile.
    assertThat(steps).isGreaterThan(2);
    world.settle();
    Client admin = world.stranger();
    admin.signIn(V1World.email("boss"), V1World.PASSWORD).is(200);
    assertThat(admin.get("/v1/organization").is(200).text("rank")).isEqualTo("administrator");
    assertThat(admin.get("/v1/rooms").is(200).body().get("rooms")).hasSize(1);
    world.stranger().post("/v1/setup", wish("second")).is(409, "already-set-up");
  }

  /// Goes on from wherever the attempt before came to, once its claim has run out.
  private boolean breaksOff(FirstRun run, int steps) {
    world.clock.advance(Duration.ofMinutes(6));
    try {
      Object _ = world.failingAfter(steps).setUp().run(run);
      return false;
    } catch (Unavailable _) {
      return true;
    }
  }

  @Test
  @DisplayName("from another machine the first run needs the printed code")
  void code() {
    Client elsewhere = world.stranger().with("x-forwarded-for", "203.0.113.7");
    assertThat(elsewhere.get("/v1/setup").body().get("code_needed").booleanValue()).isTrue();
    elsewhere.post("/v1/setup", wish("boss")).is(403, "setup-code");
    String wrong = wish("boss").replace("{", "{\"code\":\"guess\",");
    elsewhere.post("/v1/setup", wrong).is(403, "setup-code");
    String right = wish("boss").replace("{", "{\"code\":\"" + V1World.SETUP_CODE + "\",");
    elsewhere.post("/v1/setup", right).is(200);
  }

  @Test
  @DisplayName("an invitation makes one account")
  void oneAccount() {
    Client admin = setUp();
    String code = invite(admin, "{}");
    Client first = world.stranger();
    first.keep(first.post("/v1/sign-up", application(code, "first")).is(200));
    assertThat(first.get("/v1/organization").text("rank")).isEqualTo("user");
    world.stranger().post("/v1/sign-up", application(code, "second")).is(400, "invitation-invalid");
    world.stranger().get("/v1/invitations/" + code).is(400, "invitation-invalid");
  }

  @Test
  @DisplayName("of several who sign up by one invitation at once one wins")
  void oneAccountAtOnce() throws Exception {
    String code = invite(setUp(), "{}");
    List<Callable<Answer>> attempts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String body = application(code, "racer" + i).replace(V1World.PASSWORD, "password of " + i);
      attempts.add(() -> world.stranger().post("/v1/sign-up", body));
    }
    assertOneWins(attempts);
  }

  @Test
  @DisplayName("an invitation for one address is for nobody else")
  void forOneAddress() {
    String code = invite(setUp(), "{\"email\":\"first@example.com\"}");
    world.stranger().post("/v1/sign-up", application(code, "second")).is(400, "invitation-invalid");
    world.stranger().post("/v1/sign-up", application(code, "first")).is(200);
  }

  @Test
  @DisplayName("an invitation expires, and can be revoked")
  void ends() {
    Client admin = setUp();
    String expiring = invite(admin, "{\"days\":2}");
    String revoked = invite(admin, "{\"days\":9}");
    world.stranger().get("/v1/invitations/" + expiring).is(200);
    admin.delete("/v1/organization/invitations/" + revoked).is(204);
    world.clock.advance(Duration.ofDays(2));
    for (String code : List.of(expiring, revoked, "nonsense")) {
      world.stranger().get("/v1/invitations/" + code).is(400, "invitation-invalid");
      world.stranger().post("/v1/sign-up", application(code, "late")).is(400, "invitation-invalid");
    }
  }

  @Test
  @DisplayName("an address belongs to one account, however it is spelled")
  void addressTaken() throws InterruptedException {
    Client admin = setUp();
    String code = invite(admin, "{}");
    String taken = application(code, "x").replace("x@example.com", "BOSS@example.com");
    world.stranger().post("/v1/sign-up", taken).is(409, "email-taken");
    Client user = world.stranger();
    user.keep(user.post("/v1/sign-up", application(code, "user")).is(200));
    String change = "{\"email\":\"boss@example.com\",\"password\":\"%s\"}";
    user.patch("/v1/me", change.formatted(V1World.PASSWORD)).is(409, "email-taken");
    user.patch("/v1/me", change.formatted("not the password")).is(401, "wrong-credentials");
    user.patch("/v1/me", "{\"email\":\"new@example.com\"}").is(400, "parameter-required");
    user.patch("/v1/me", "{\"chatwork_id\":\"one\"}").is(200);
    admin.patch("/v1/me", "{\"chatwork_id\":\"ONE\"}").is(409, "chatwork-id-taken");
    user.patch("/v1/me", "{\"chatwork_id\":\"two\"}").is(200);
    world.settle();
    admin.patch("/v1/me", "{\"chatwork_id\":\"ONE\"}").is(200);
  }

  private static void assertOneWins(List<Callable<Answer>> attempts) throws Exception {
    int won = 0;
    try (var threads = Executors.newFixedThreadPool(attempts.size())) {
      for (Future<Answer> attempt : threads.invokeAll(attempts)) {
        won += attempt.get().status() == 200 ? 1 : 0;
      }
    }
    assertThat(won).isEqualTo(1);
  }
}
