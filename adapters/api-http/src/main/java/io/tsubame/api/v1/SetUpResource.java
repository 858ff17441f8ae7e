package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.ApiError;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.api.v1.V1Api.Settings;
import io.tsubame.application.Application;
import io.tsubame.application.organization.Invitations.Applicant;
import io.tsubame.application.organization.SetUp.FirstRun;
import io.tsubame.application.query.OrganizationQueries.InvitationView;
import io.tsubame.application.query.OrganizationQueries.OrganizationView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.organization.OrganizationRejection.InvitationInvalid;
import java.util.List;

/// `/v1/setup`, `/v1/invitations`, `/v1/sign-up`: the ways in for those who have no account yet.
final class SetUpResource {
  private static final Schema CODE = Schema.text(1, 100);

  private final Application app;
  private final Settings settings;
  private final Throttles throttles;

  SetUpResource(Application app, Settings settings, Throttles throttles) {
    this.app = app;
    this.settings = settings;
    this.throttles = throttles;
  }

  List<Operation> operations() {
    Schema name = Schema.text(1, app.limits().nameLength());
    return List.of(
        Operation.get(
                "/setup",
                "Whether nobody is here yet, and whether the code is needed to begin",
                object(required("needed", Schema.FLAG), required("code_needed", Schema.FLAG)),
                this::needed)
            .open(),
        Operation.post("/setup", "Found the organization, with its administrator", this::setUp)
            .reading(
                required("organization", name),
                required("name", name),
                required("email", SessionResource.EMAIL),
                required("password", SessionResource.PASSWORD),
                optional("code", CODE))
            .answering(SessionResource.SESSION)
            .open(),
        Operation.get(
                "/invitations/{code}",
                "What an invitation is for",
                object(required("organization_name", Schema.TEXT), required("email", Schema.TEXT)),
                this::preview)
            .open(),
        Operation.post("/sign-up", "Make an account by an invitation", this::signUp)
            .reading(
                required("invitation", CODE),
                required("name", name),
                required("email", SessionResource.EMAIL),
                required("password", SessionResource.PASSWORD))
            .answering(SessionResource.SESSION)
            .open());
  }

  private Response needed(Exchange exchange) {
    boolean needed = app.setUp().isNeeded();
    return Response.json(out -> {
      out.writeStartObject();
      out.writeBooleanField("needed", needed);
      out.writeBooleanField("code_needed", needed && !isHere(exchange.request()));
      out.writeEndObject();
    });
  }

  private Response setUp(Exchange exchange) {
    throttles.takeAddress(exchange.request());
    Fields body = exchange.body();
    if (!isHere(exchange.request()) && !settings.setupCode().test(body.text("code", ""))) {
      throw new ApiError(
              403, "setup-code", "From another machine the code that the server printed is needed")
          .refusal();
    }
    FirstRun wish =
        new FirstRun(
            body.text("organization"),
            body.text("name"),
            body.text("email"),
            body.text("password"));
    return SessionResource.open(
        app, exchange.request(), exchange.found(app.setUp().run(wish)).account());
  }

  private Response preview(Exchange exchange) {
    throttles.takeAddress(exchange.request());
    InvitationView invitation =
        app.invitations()
            .preview(exchange.request().variable("code"))
            .orElseThrow(() -> Exchange.refusal(new InvitationInvalid()));
    throttles.succeeded(exchange.request());
    String organization =
        app.queries()
            .organizations()
            .organization(invitation.organization())
            .map(OrganizationView::name)
            .orElse("");
    return Response.json(out -> {
      out.writeStartObject();
      out.writeStringField("organization_name", organization);
      out.writeStringField("email", invitation.email());
      out.writeEndObject();
    });
  }

  private Response signUp(Exchange exchange) {
    throttles.takeAddress(exchange.request());
    Fields body = exchange.body();
    Applicant applicant =
        new Applicant(
            body.text("invitation"), body.text("name"), body.text("email"), body.text("password"));
    AccountId account = exchange.found(app.invitations().signUp(applicant)).account();
    throttles.succeeded(exchange.request());
    return SessionResource.open(app, exchange.request(), account);
  }

  /// Whether the request comes from this machine itself and from no proxy on it.
  private static boolean isHere(Request request) {
    return request.origin().client().isLoopbackAddress()
        && request.header("x-forwarded-for") == null
        && request.header("forwarded") == null;
  }
}
