package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Endpoint;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// `/rooms/{room_id}/members`.
final class MemberEndpoints {
  private static final String PATH = "/rooms/{room_id}/members";

  private final Application application;
  private final Readers readers;

  MemberEndpoints(Application application) {
    this.application = application;
    this.readers = new Readers(application);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.page(PATH, readers.fresh(this::members)),
        Endpoint.put(PATH, readers.fresh(this::replace)));
  }

  private Response members(Request request) {
    List<Member> members =
        Outcomes.found(
            application.queries().rooms().members(request.caller(), Fields.room(request)));
    People people = readers.people(members.stream().map(Member::account).toList(), request);
    return Response.json(out -> {
      out.writeStartArray();
      for (Member member : members) {
        PersonView person = people.known().get(member.account());
        if (person != null) {
          out.writeStartObject();
          People.writePerson(out, person, request.baseUrl());
          out.writeStringField("role", member.role().name().toLowerCase(Locale.ROOT));
          out.writeEndObject();
        }
      }
      out.writeEndArray();
    });
  }

  private Response replace(Request request) {
    RoomId room = Fields.room(request);
    MemberLists lists = RoomEndpoints.memberLists(request.form());
    Outcomes.accepted(
        application
            .groupRooms()
            .replaceMembers(request.caller(), room, lists, IdempotencyKey.commandId(request)));
    return Response.json(out -> {
      out.writeStartObject();
      writeIds(out, "admin", lists.admins());
      writeIds(out, "member", lists.members());
      writeIds(out, "readonly", lists.readonly());
      out.writeEndObject();
    });
  }

  private static void writeIds(JsonGenerator out, String field, List<AccountId> accounts)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (AccountId account : accounts) {
      out.writeNumber(account.value());
    }
    out.writeEndArray();
  }
}
