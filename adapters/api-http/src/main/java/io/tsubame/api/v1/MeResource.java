package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.ApiError;
import io.tsubame.api.Avatars;
import io.tsubame.api.ErrorTable;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.file.Portraits;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.session.Sessions.Opened;
import io.tsubame.domain.account.AccountCommand.ChangeAvatar;
import io.tsubame.domain.account.AccountCommand.ChangePreference;
import io.tsubame.domain.account.AccountCommand.ChangeStatusText;
import io.tsubame.domain.account.AccountCommand.EditProfile;
import io.tsubame.domain.account.AccountRejection.AccountNotFound;
import io.tsubame.domain.account.Profile;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `/v1/me`: what people say of themselves, and what lets them in.
final class MeResource {
  private static final Pattern PAGE =
      Pattern.compile("https?://[^\\s\\p{Cntrl}]+", Pattern.CASE_INSENSITIVE);

  /// As long in Base64 as a portrait may be.
  private static final Schema IMAGE = Schema.text(1, 4 * Math.ceilDiv(Portraits.MAX_BYTES, 3));

  private final Application app;
  private final Throttles throttles;

  MeResource(Application app, Throttles throttles) {
    this.app = app;
    this.throttles = throttles;
  }

  List<Operation> operations() {
    Schema preferences = new Schema.Entries(TEXT, app.limits().preferencesPerAccount());
    return List.of(
        Operation.get("/me", "The caller's own account", PersonShape.OWN, this::me),
        Operation.patch("/me", "Change the profile and the ways to be found", this::change)
            .reading(profileFields())
            .answering(PersonShape.OWN),
        Operation.put("/me/portrait", "Show a picture of oneself, in Base64", this::portray)
            .reading(required("image", IMAGE))
            .answering(PersonShape.OWN),
        Operation.put("/me/password", "Change the password; signs out elsewhere", this::password)
            .reading(
                required("old", SessionResource.PASSWORD),
                required("new", SessionResource.PASSWORD))
            .answering(SessionResource.SESSION)
            .secret(),
        Operation.post("/me/api-tokens", "Make an API token, which is shown once", this::issue)
            .answering(object(required("api_token", Schema.text(32, 32))))
            .secret(),
        Operation.delete("/me/api-tokens", "Revoke all API tokens", this::revoke),
        Operation.get("/me/preferences", "Settings of clients, by name", preferences, this::known),
        Operation.patch("/me/preferences", "Set some; an empty value takes back", this::prefer)
            .reading(preferences)
            .answering(preferences));
  }

  private static Schema.Fields profileFields() {
    return object(
        optional("name", TEXT),
        optional("department", TEXT),
        optional("title", TEXT),
        optional("url", TEXT),
        optional("introduction", TEXT),
        optional("mail", TEXT),
        optional("tel_organization", TEXT),
        optional("tel_extension", TEXT),
        optional("tel_mobile", TEXT),
        optional("skype", TEXT),
        optional("facebook", TEXT),
        optional("twitter", TEXT),
        optional("status_text", TEXT),
        optional("avatar", TEXT),
        optional("chatwork_id", TEXT),
        optional("email", SessionResource.EMAIL),
        optional("password", SessionResource.PASSWORD));
  }

  private Response me(Exchange exchange) {
    PersonView person = person(exchange);
    return Response.json(out -> PersonShape.writeOwn(out, person));
  }

  /// What is refused most easily goes first, since each part is a change of its own.
  private Response change(Exchange exchange) {
    Fields body = exchange.body();
    PersonView before = person(exchange);
    if (body.has("email")) {
      changeEmail(exchange);
    }
    if (body.has("chatwork_id")) {
      exchange.accepted(
          app.addresses()
              .changeChatworkId(
                  exchange.caller(), body.text("chatwork_id"), exchange.commandId("chatwork-id")));
    }
    Profile after = edited(before.profile(), body);
    if (!after.equals(before.profile())) {
      exchange.toSelf(new EditProfile(after), "profile");
    }
    if (body.has("status_text")) {
      exchange.toSelf(new ChangeStatusText(body.text("status_text")), "status-text");
    }
    if (body.has("avatar")) {
      exchange.toSelf(new ChangeAvatar(avatar(body.text("avatar"), before)), "avatar");
    }
    exchange.refresh();
    return me(exchange);
  }

  private void changeEmail(Exchange exchange) {
    Fields body = exchange.body();
    if (!body.has("password")) {
      throw ApiError.required("password").refusal();
    }
    throttles.take(exchange.request(), own(exchange));
    exchange.accepted(
        app.addresses()
            .changeEmail(
                exchange.caller(),
                body.text("email"),
                body.text("password"),
                exchange.commandId("email")));
    throttles.succeeded(exchange.request(), own(exchange));
  }

  /// Others are shown it as a link, so it leads to a page and is no script.
  private static String url(String text) {
    if (!text.isEmpty() && !PAGE.matcher(text).matches()) {
      throw ApiError.invalid("url", "must begin with http:// or https://").refusal();
    }
    return text;
  }

  /// A drawn one, or the portrait that is shown already; another comes by its bytes only.
  private static String avatar(String text, PersonView before) {
    if (!text.isEmpty() && !Avatars.isDrawn(text) && !text.equals(before.avatar())) {
      throw ApiError.invalid("avatar", "must be a number of at most 3 digits, or empty").refusal();
    }
    return text;
  }

  private Response portray(Exchange exchange) {
    byte[] image;
    try {
      image = Base64.getDecoder().decode(exchange.body().text("image"));
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("image", "must be Base64").refusal();
    }
    exchange.accepted(
        exchange.found(app.portraits().change(exchange.caller(), image, exchange.commandId())));
    exchange.refresh();
    return me(exchange);
  }

  private static Profile edited(Profile old, Fields body) {
    return new Profile(
        body.text("name", old.name()),
        body.text("department", old.department()),
        body.text("title", old.title()),
        url(body.text("url", old.url())),
        body.text("introduction", old.introduction()),
        body.text("mail", old.mail()),
        body.text("tel_organization", old.telOrganization()),
        body.text("tel_extension", old.telExtension()),
        body.text("tel_mobile", old.telMobile()),
        body.text("skype", old.skype()),
        body.text("facebook", old.facebook()),
        body.text("twitter", old.twitter()));
  }

  /// Ends every session, and begins a new one where the request came by one.
  private Response password(Exchange exchange) {
    throttles.take(exchange.request(), own(exchange));
    exchange.accepted(
        app.signIn()
            .changePassword(
                exchange.caller(),
                exchange.body().text("old"),
                exchange.body().text("new"),
                exchange.commandId(),
                app.sessions()));
    throttles.succeeded(exchange.request(), own(exchange));
    exchange.refresh();
    if (exchange.session() == null) {
      return SessionResource.answer(app, exchange.caller(), null);
    }
    Opened opened = app.sessions().open(exchange.caller());
    Response answer = SessionResource.answer(app, exchange.caller(), opened.session().csrfToken());
    return SessionCookie.set(answer, exchange.request(), opened);
  }

  private Response issue(Exchange exchange) {
    String token = exchange.found(app.apiTokens().issue(exchange.caller(), exchange.commandId()));
    // The program that it is for may come at once, and nothing says yet on whose behalf.
    exchange.refresh();
    return Response.json(out -> {
      out.writeStartObject();
      out.writeStringField("api_token", token);
      out.writeEndObject();
    });
  }

  private Response revoke(Exchange exchange) {
    app.apiTokens().revokeAll(exchange.caller());
    return Response.NO_CONTENT;
  }

  private Response known(Exchange exchange) {
    Map<String, String> preferences = app.queries().personal().preferences(exchange.caller());
    return Response.json(out -> {
      out.writeStartObject();
      for (Map.Entry<String, String> entry : preferences.entrySet()) {
        out.writeStringField(entry.getKey(), entry.getValue());
      }
      out.writeEndObject();
    });
  }

  private Response prefer(Exchange exchange) {
    int number = 0;
    for (Map.Entry<String, String> entry : exchange.body().entries().entrySet()) {
      ChangePreference command = new ChangePreference(entry.getKey(), entry.getValue());
      exchange.toSelf(command, "preference-" + number++);
    }
    exchange.refresh();
    return known(exchange);
  }

  private PersonView person(Exchange exchange) {
    return app.queries()
        .people()
        .person(exchange.caller())
        .orElseThrow(() -> ErrorTable.of(new AccountNotFound()).refusal());
  }

  private static String own(Exchange exchange) {
    return "account " + exchange.caller();
  }
}
