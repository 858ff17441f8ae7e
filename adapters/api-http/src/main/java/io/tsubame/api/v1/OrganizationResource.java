package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.OrganizationQueries.InvitationView;
import io.tsubame.application.query.OrganizationQueries.OrganizationView;
import io.tsubame.application.query.OrganizationQueries.Person;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.AccountRejection.AccountNotFound;
import io.tsubame.domain.organization.OrganizationCommand.ChangeRank;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationRejection.NotAnAdministrator;
import io.tsubame.domain.organization.OrganizationRejection.NotInOrganization;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationNotFound;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `/v1/organization`: the caller's own.
final class OrganizationResource {
  private static final int LONGEST_INVITATION_DAYS = 90;
  private static final int USUAL_INVITATION_DAYS = 7;

  private static final Schema RANK = Words.choice(Rank.class);

  private static final Schema.Fields ORGANIZATION =
      object(
          "Organization",
          required("organization_id", ID),
          required("name", TEXT),
          required("people", COUNT),
          required("rank", RANK));

  private static final Schema.Fields PEOPLE =
      object(
          required(
              "people",
              list(
                  object(
                      "Colleague",
                      required("person", PersonShape.SCHEMA),
                      required("rank", RANK)))));

  private static final Schema.Fields INVITATION =
      object(
          "Invitation",
          required("code", TEXT),
          required("url", TEXT),
          required("email", TEXT),
          required("invited_by", orNull(ID)),
          required("expires_at", TIME));

  private final Application app;

  OrganizationResource(Application app) {
    this.app = app;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/organization", "The organization", ORGANIZATION, this::organization),
        Operation.patch("/organization", "Rename it", this::rename)
            .reading(required("name", Schema.text(1, app.limits().nameLength())))
            .answering(ORGANIZATION),
        Operation.get("/organization/people", "Who is in it", PEOPLE, this::people),
        Operation.patch("/organization/people/{account_id}", "Change a rank", this::rank)
            .reading(required("rank", RANK)),
        Operation.delete(
            "/organization/people/{account_id}",
            "Take somebody out, whose account is deactivated with it",
            this::remove),
        Operation.get(
            "/organization/invitations",
            "Open invitations, oldest first",
            object(required("invitations", list(INVITATION))),
            this::invitations),
        Operation.post("/organization/invitations", "Invite somebody", this::invite)
            .reading(
                optional("email", Schema.text(0, 254)),
                optional("days", new Schema.Whole(1, LONGEST_INVITATION_DAYS)))
            .answering(object(required("code", TEXT), required("url", TEXT))),
        Operation.delete("/organization/invitations/{code}", "Revoke it", this::revoke));
  }

  private Response organization(Exchange exchange) {
    OrganizationId id = own(exchange);
    OrganizationView organization =
        app.queries()
            .organizations()
            .organization(id)
            .orElseThrow(() -> Exchange.refusal(new OrganizationNotFound()));
    Rank rank = rankOf(exchange, id);
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("organization_id", organization.id().value());
      out.writeStringField("name", organization.name());
      out.writeNumberField("people", organization.people());
      out.writeStringField("rank", Words.of(rank));
      out.writeEndObject();
    });
  }

  private Response rename(Exchange exchange) {
    exchange.send(
        new AggregateId.Organization(own(exchange)),
        new RenameOrganization(exchange.body().text("name")),
        exchange.commandId());
    exchange.refresh();
    return organization(exchange);
  }

  private Response people(Exchange exchange) {
    OrganizationId id = own(exchange);
    rankOf(exchange, id);
    List<Person> colleagues = app.queries().organizations().people(id);
    Map<AccountId, PersonView> people =
        app.queries().people().people(colleagues.stream().map(Person::account).toList());
    List<Person> known =
        colleagues.stream().filter(person -> people.containsKey(person.account())).toList();
    return Answers.list(
        "people", known, (out, colleague) -> writeColleague(out, colleague, people));
  }

  private Response rank(Exchange exchange) {
    AccountId account = exchange.account(new NotInOrganization());
    exchange.send(
        new AggregateId.Organization(own(exchange)),
        new ChangeRank(account, exchange.body().word("rank", Rank.class)),
        exchange.commandId());
    return Response.NO_CONTENT;
  }

  private Response remove(Exchange exchange) {
    AccountId account = exchange.account(new NotInOrganization());
    exchange.accepted(
        app.departures().remove(exchange.caller(), own(exchange), account, exchange.commandId()));
    return Response.NO_CONTENT;
  }

  private Response invitations(Exchange exchange) {
    OrganizationId id = own(exchange);
    if (rankOf(exchange, id) != Rank.ADMINISTRATOR) {
      throw Exchange.refusal(new NotAnAdministrator());
    }
    String baseUrl = exchange.request().baseUrl();
    return Answers.list(
        "invitations",
        app.queries().organizations().invitations(id),
        (out, invitation) -> writeInvitation(out, invitation, baseUrl));
  }

  private Response invite(Exchange exchange) {
    Duration valid = Duration.ofDays(exchange.body().whole("days", USUAL_INVITATION_DAYS));
    String code =
        exchange.found(
            app.invitations()
                .invite(
                    exchange.caller(),
                    own(exchange),
                    exchange.body().text("email", ""),
                    valid,
                    exchange.commandId()));
    // Whoever is given the code may come at once.
    exchange.refresh();
    return Response.json(out -> {
      out.writeStartObject();
      out.writeStringField("code", code);
      out.writeStringField("url", url(exchange.request().baseUrl(), code));
      out.writeEndObject();
    });
  }

  private Response revoke(Exchange exchange) {
    exchange.accepted(
        app.invitations()
            .revoke(
                exchange.caller(),
                own(exchange),
                exchange.request().variable("code"),
                exchange.commandId()));
    return Response.NO_CONTENT;
  }

  private OrganizationId own(Exchange exchange) {
    return app.queries()
        .people()
        .person(exchange.caller())
        .map(PersonView::organization)
        .orElseThrow(() -> Exchange.refusal(new AccountNotFound()));
  }

  private Rank rankOf(Exchange exchange, OrganizationId organization) {
    return app.queries()
        .organizations()
        .rank(organization, exchange.caller())
        .orElseThrow(() -> Exchange.refusal(new OrganizationNotFound()));
  }

  private static void writeColleague(
      JsonGenerator out, Person colleague, Map<AccountId, PersonView> people) throws IOException {
    PersonView person = people.get(colleague.account());
    if (person == null) {
      throw new IllegalStateException("a colleague without a profile");
    }
    out.writeStartObject();
    out.writeFieldName("person");
    PersonShape.write(out, person);
    out.writeStringField("rank", Words.of(colleague.rank()));
    out.writeEndObject();
  }

  private static void writeInvitation(JsonGenerator out, InvitationView invitation, String baseUrl)
      throws IOException {
    AccountId invitedBy = invitation.invitedBy();
    out.writeStartObject();
    out.writeStringField("code", invitation.code());
    out.writeStringField("url", url(baseUrl, invitation.code()));
    out.writeStringField("email", invitation.email());
    if (invitedBy == null) {
      out.writeNullField("invited_by");
    } else {
      out.writeNumberField("invited_by", invitedBy.value());
    }
    out.writeNumberField("expires_at", invitation.expiresAt().toEpochMilli());
    out.writeEndObject();
  }

  /// Where the web client signs somebody up.
  private static String url(String baseUrl, String code) {
    return baseUrl + "/sign-up/" + code;
  }
}
