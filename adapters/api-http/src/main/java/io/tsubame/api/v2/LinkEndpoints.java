package io.tsubame.api.v2;

import io.tsubame.api.ApiError;
import io.tsubame.api.Endpoint;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Parameters;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.room.LinkWish;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.RoomRejection.NotAGroupRoom;
import java.util.List;
import java.util.Optional;

/// `/rooms/{room_id}/link`.
final class LinkEndpoints {
  private static final String PATH = "/rooms/{room_id}/link";

  private final Application application;
  private final Readers readers;

  LinkEndpoints(Application application) {
    this.application = application;
    this.readers = new Readers(application);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, readers.fresh(this::link)),
        Endpoint.post(PATH, readers.fresh(this::create)),
        Endpoint.put(PATH, readers.fresh(this::replace)),
        Endpoint.delete(PATH, readers.fresh(this::delete)));
  }

  /// Rooms that cannot have a link have none.
  private Response link(Request request) {
    Answer<Optional<InvitationLink>> link =
        application.queries().rooms().link(request.caller(), Fields.room(request));
    return link instanceof Answer.Refused<?>(NotAGroupRoom _)
        ? none()
        : Outcomes.found(link).map(known -> shown(known, request)).orElseGet(LinkEndpoints::none);
  }

  private Response create(Request request) {
    LinkWish wish = wish(request.form(), "code", "need_acceptance", "description");
    return shown(
        Outcomes.found(
            application
                .invitationLinks()
                .create(
                    request.caller(),
                    Fields.room(request),
                    wish,
                    IdempotencyKey.commandId(request))),
        request);
  }

  private Response replace(Request request) {
    LinkWish wish = wish(request.form(), "code", "need_acceptance", "description");
    return shown(
        Outcomes.found(
            application
                .invitationLinks()
                .edit(
                    request.caller(),
                    Fields.room(request),
                    wish,
                    IdempotencyKey.commandId(request))),
        request);
  }

  private Response delete(Request request) {
    Outcomes.accepted(
        application
            .invitationLinks()
            .delete(request.caller(), Fields.room(request), IdempotencyKey.commandId(request)));
    return none();
  }

  /// An absent or empty code is a random one.
  static LinkWish wish(Parameters form, String code, String needAcceptance, String description) {
    String wished = Fields.text(form, code);
    if (!wished.isEmpty() && !LinkWish.isCode(wished)) {
      throw ApiError.invalid(code, "must be 1 to 50 letters, digits, hyphens and underscores")
          .refusal();
    }
    return new LinkWish(
        wished.isEmpty() ? null : wished,
        Fields.flag(form, needAcceptance, true),
        Fields.text(form, description));
  }

  private static Response shown(InvitationLink link, Request request) {
    return Response.json(out -> {
      out.writeStartObject();
      out.writeBooleanField("public", true);
      out.writeStringField("url", request.baseUrl() + "/g/" + link.code());
      out.writeBooleanField("need_acceptance", link.needsApproval());
      out.writeStringField("description", link.description());
      out.writeEndObject();
    });
  }

  private static Response none() {
    return Response.json(out -> {
      out.writeStartObject();
      out.writeBooleanField("public", false);
      out.writeEndObject();
    });
  }
}
