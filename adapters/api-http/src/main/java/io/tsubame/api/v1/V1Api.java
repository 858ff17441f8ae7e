package io.tsubame.api.v1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpMethod;
import io.tsubame.api.ApiError;
import io.tsubame.api.ApiTokens;
import io.tsubame.api.Area;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorFormat;
import io.tsubame.api.ErrorTable;
import io.tsubame.api.Handler;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.RateLimiter;
import io.tsubame.api.Replay;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.api.ServerLimits;
import io.tsubame.api.v1.Authentication.Caller;
import io.tsubame.api.v1.Operation.Access;
import io.tsubame.application.Application;
import io.tsubame.application.limit.RateLimits.Window;
import io.tsubame.application.session.Sessions.Session;
import io.tsubame.domain.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The family of endpoints below `/v1`, and its description.
public final class V1Api {
  private static final Fields NO_BODY = new Fields(JsonNodeFactory.instance.objectNode());

  private final Application app;
  private final Authentication authentication;
  private final Replay replay;
  private final RateLimiter calls;
  private final List<Operation> operations;

  /// @param setupCode whether it is the code without which only this machine may do the first run
  /// @param reactions those that messages may get, in the order in which they are offered
  public record Settings(Predicate<String> setupCode, List<String> reactions) {
    public Settings {
      reactions = List.copyOf(reactions);
    }
  }

  public V1Api(Application app, ApiTokens tokens, Settings settings, ServerLimits limits) {
    this.app = app;
    this.authentication = new Authentication(app, tokens);
    this.replay = new Replay(app.ports().sessions());
    this.calls =
        new RateLimiter(
            limits.clientCallsPerWindow(),
            new Window("v1", limits.callWindow(), limits.countedAccounts()),
            app.ports().rates(),
            app.clock());
    this.operations = operations(app, authentication, settings, limits);
  }

  public Area area() {
    List<Endpoint> endpoints = operations.stream().map(this::endpoint).toList();
    return new Area("/v1", endpoints, ErrorFormat.PROBLEM, Area.Around.NOTHING, Area.API_HEADERS);
  }

  /// `/openapi.json`, made once from the same table as the routes.
  public Area description() {
    Response answer = Response.json(out -> new OpenApi(operations).write(out));
    return new Area(
        "/openapi.json",
        List.of(Endpoint.get("", _ -> answer)),
        ErrorFormat.PROBLEM,
        Area.Around.NOTHING,
        Area.API_HEADERS);
  }

  List<Operation> operations() {
    return operations;
  }

  private static List<Operation> operations(
      Application app, Authentication authentication, Settings settings, ServerLimits limits) {
    Throttles throttles = new Throttles(limits, app.ports().rates());
    int page = limits.pageEntries();
    List<Operation> all = new ArrayList<>();
    all.addAll(new SessionResource(app, authentication, throttles).operations());
    all.addAll(new SetUpResource(app, settings, throttles).operations());
    all.addAll(new MeResource(app, throttles).operations());
    all.addAll(new PeopleResource(app).operations());
    all.addAll(new ContactsResource(app).operations());
    all.addAll(new OrganizationResource(app).operations());
    all.addAll(new RoomsResource(app).operations());
    all.addAll(new MembersResource(app).operations());
    all.addAll(new MessagesResource(app, page).operations());
    all.addAll(new TasksResource(app, page).operations());
    all.addAll(new UploadsResource(app).operations());
    all.addAll(new FilesResource(app, page).operations());
    all.addAll(new LinksResource(app).operations());
    all.addAll(new PersonalResource(app, settings, page).operations());
    all.addAll(new SearchResource(app).operations());
    return List.copyOf(all);
  }

  private Endpoint endpoint(Operation operation) {
    int bound = operation.body() == null ? Endpoint.SMALL_BODY : Endpoint.FORM_BODY;
    boolean many =
        operation.method() == HttpMethod.GET && !Operation.PORTRAIT.equals(operation.answer());
    Endpoint.Answers answers = many ? Endpoint.Answers.PAGE : Endpoint.Answers.SHORT;
    return new Endpoint(operation.method(), operation.template(), bound, handler(operation))
        .answering(answers);
  }

  private Handler handler(Operation operation) {
    return operation.access() == Access.ANYBODY
        ? request -> {
          checkQuery(operation, request);
          return operation.call().answer(new Exchange(app, request, body(operation, request)));
        }
        : request -> authenticated(operation, request);
  }

  /// Texts as they are described; numbers and words are checked where they are read.
  private static void checkQuery(Operation operation, Request request) {
    for (Schema.Field field : operation.query()) {
      String value = request.query().value(field.name());
      if (value != null && field.schema() instanceof Schema.Text(int minimum, int maximum)) {
        int length = value.codePointCount(0, value.length());
        if (length < minimum || length > maximum) {
          throw ErrorTable.outOfBounds(field.name(), minimum, maximum).refusal();
        }
      }
    }
  }

  private Response authenticated(Operation operation, Request anonymous) {
    Caller caller = authentication.demand(anonymous.method(), anonymous.headers());
    bound(caller.account());
    Request request = anonymous.by(caller.account());
    IdempotencyKey key = operation.method() == HttpMethod.GET ? null : IdempotencyKey.of(request);
    if (key == null) {
      return answered(operation, request, caller, null);
    }
    Replay.Operation answer = () -> answered(operation, request, caller, key);
    return operation.access() == Access.SECRET
        ? replay.onceInSecret(key, answer)
        : replay.once(key, answer);
  }

  private Response answered(
      Operation operation, Request request, Caller caller, @Nullable IdempotencyKey key) {
    checkQuery(operation, request);
    Fields body = body(operation, request);
    app.freshness().awaitOwnWrites(caller.account());
    Session session = caller.session();
    String token = session == null ? null : session.token();
    return operation.call().answer(new Exchange(app, request, body, key, token));
  }

  /// A program gone wrong must not take the server from the others.
  private void bound(AccountId account) {
    RateLimiter.Verdict verdict = calls.take(account.toString());
    if (!verdict.allowed()) {
      long wait = verdict.resetSeconds() - Math.floorDiv(app.clock().millis(), 1_000L);
      throw new ApiError(429, "rate-limited", "Too many requests: try again later")
          .withHeader("retry-after", Long.toString(wait))
          .refusal();
    }
  }

  private static Fields body(Operation operation, Request request) {
    Schema schema = operation.body();
    return schema == null ? NO_BODY : new Fields(BodyReader.read(request, schema));
  }
}
