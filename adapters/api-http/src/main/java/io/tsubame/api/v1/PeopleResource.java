package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpHeaders;
import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.ApplicationRejection.NoSuchPerson;
import io.tsubame.application.file.Portraits;
import io.tsubame.application.query.PeopleQueries;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `/v1/people`: looking people up. Who is found by an exact address but not known to the reader is
/// shown without the ways to reach them.
final class PeopleResource {
  /// For who may see it: it never changes, and another portrait has another name.
  private static final HttpHeaders FOREVER =
      HttpHeaders.builder()
          .add("cache-control", "private, max-age=31536000, immutable")
          .add("vary", "cookie, x-chatworktoken")
          .add("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
          .build();

  private static final int MAX_IDS = 200;
  private static final int MAX_MATCHES = 50;
  private static final Schema SEARCHED = Schema.text(1, 254);

  private final Application app;

  PeopleResource(Application app) {
    this.app = app;
  }

  List<Operation> operations() {
    Schema people = object(required("people", Schema.list(PersonShape.SCHEMA)));
    return List.of(
        Operation.get(
                "/people",
                "People by ids, by a part of the name, or by the exact address or id",
                people,
                this::find)
            .asking("ids", Schema.text(1, MAX_IDS * 11))
            .asking("q", SEARCHED)
            .asking("exact", SEARCHED),
        Operation.get("/people/{account_id}", "One person", PersonShape.SCHEMA, this::person),
        Operation.get(
            "/people/{account_id}/portraits/{portrait}",
            "The picture that a person shows now",
            Operation.PORTRAIT,
            this::portrait));
  }

  private Response find(Exchange exchange) {
    String ids = exchange.query("ids");
    String text = exchange.query("q");
    String exact = exchange.query("exact");
    if (ids != null) {
      return answer(exchange, byIds(exchange.caller(), ids));
    }
    if (text != null) {
      return answer(exchange, app.queries().people().search(exchange.caller(), text, MAX_MATCHES));
    }
    if (exact != null) {
      return answer(
          exchange,
          app.queries().people().find(exact).filter(PersonView::active).stream().toList());
    }
    throw ApiError.required("ids").refusal();
  }

  private Response person(Exchange exchange) {
    AccountId account = exchange.account(new NoSuchPerson());
    PersonView person =
        app.queries()
            .people()
            .person(account)
            .filter(_ -> app.queries().people().mayKnow(exchange.caller(), account))
            .orElseThrow(() -> Exchange.refusal(new NoSuchPerson()));
    return Answers.of(person, PersonShape::write);
  }

  /// For everybody who is signed in and was told of it: people of all organizations meet in rooms.
  private Response portrait(Exchange exchange) {
    AccountId account = exchange.account(new NoSuchPerson());
    byte[] picture =
        app.portraits()
            .portrait(account, exchange.request().variable("portrait"))
            .orElseThrow(() -> Exchange.refusal(new NoSuchPerson()));
    return Response.bytes(200, Portraits.TYPE, picture).with(FOREVER);
  }

  private List<PersonView> byIds(AccountId reader, String ids) {
    String[] numbers = ids.split(",", -1);
    if (numbers.length > MAX_IDS) {
      throw ApiError.invalid("ids", "must have at most " + MAX_IDS + " numbers").refusal();
    }
    List<AccountId> wanted = new ArrayList<>();
    for (String number : numbers) {
      Schema.Whole bounds = (Schema.Whole) Schema.ID;
      wanted.add(new AccountId((int) Exchange.longQuery("ids", number, bounds)));
    }
    PeopleQueries people = app.queries().people();
    List<AccountId> known =
        wanted.stream().distinct().filter(account -> people.mayKnow(reader, account)).toList();
    var found = people.people(known);
    return known.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private Response answer(Exchange exchange, List<PersonView> people) {
    return Answers.list(
        "people", people, (out, person) -> writeKnown(out, exchange.caller(), person));
  }

  private void writeKnown(JsonGenerator out, AccountId reader, PersonView person)
      throws IOException {
    if (app.queries().people().mayKnow(reader, person.id())) {
      PersonShape.write(out, person);
    } else {
      PersonShape.writeStranger(out, person);
    }
  }
}
