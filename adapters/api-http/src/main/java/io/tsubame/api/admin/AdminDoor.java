package io.tsubame.api.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.api.ApiError;
import io.tsubame.api.Area;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorFormat;
import io.tsubame.api.Handler;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.operator.AccountCreation;
import io.tsubame.application.operator.AccountCreation.Created;
import io.tsubame.application.operator.AccountCreation.Wish;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves the operator, from this machine only and with the secret only. To anybody else the door
/// is not there.
public final class AdminDoor {
  private static final ApiError NOT_HERE =
      new ApiError(404, "no-such-endpoint", "Invalid Endpoint or HTTP method");
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminSecret secret;
  private final AccountCreation accounts;

  private AdminDoor(String secret, AccountCreation accounts) {
    this.secret = new AdminSecret(secret);
    this.accounts = accounts;
  }

  public static Area area(String secret, AccountCreation accounts) {
    AdminDoor door = new AdminDoor(secret, accounts);
    return new Area(
        "/v1/admin",
        List.of(Endpoint.post("/accounts", door::createAccount)),
        ErrorFormat.PROBLEM,
        door::around,
        Area.API_HEADERS);
  }

  private Response around(Request request, Handler call) {
    boolean allowed = secret.admits(request.origin().client(), request.header("authorization"));
    return allowed ? call.handle(request) : ErrorFormat.PROBLEM.render(NOT_HERE);
  }

  private Response createAccount(Request request) {
    JsonNode body = read(request);
    Wish wish =
        new Wish(
            required(body, "name"),
            required(body, "email"),
            optional(body, "password"),
            optional(body, "organization"));
    Created created = Outcomes.found(accounts.create(wish));
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("account_id", created.account().account().value());
      out.writeNumberField("room_id", created.account().myRoom().value());
      out.writeStringField("email", created.account().email());
      out.writeStringField("api_token", created.apiToken());
      out.writeEndObject();
    });
  }

  private static JsonNode read(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (IOException broken) {
      throw ApiError.badRequest("The body is not well-formed JSON").refusal();
    }
  }

  private static String required(JsonNode body, String field) {
    String value = optional(body, field);
    if (value == null) {
      throw ApiError.required(field).refusal();
    }
    return value;
  }

  private static @Nullable String optional(JsonNode body, String field) {
    return body.path(field).textValue();
  }
}
