package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Endpoint;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Parameters;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.room.GroupRooms.NewRoom;
import io.tsubame.application.room.LinkWish;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.DeleteRoom;
import io.tsubame.domain.room.RoomCommand.EditRoom;
import io.tsubame.domain.room.RoomCommand.LeaveRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `/rooms`: the list, and rooms as such.
final class RoomEndpoints {
  private final Application application;
  private final RoomOrders orders;
  private final Readers readers;
  private final RoomFaces faces;

  RoomEndpoints(Application application) {
    this.application = application;
    this.orders = new RoomOrders(application);
    this.readers = new Readers(application);
    this.faces = new RoomFaces(application);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.page("/rooms", readers.fresh(this::rooms)),
        Endpoint.post("/rooms", readers.fresh(this::create)),
        Endpoint.get("/rooms/{room_id}", readers.fresh(this::room)),
        Endpoint.put("/rooms/{room_id}", this::edit),
        Endpoint.delete("/rooms/{room_id}", this::leaveOrDelete));
  }

  private Response rooms(Request request) {
    List<RoomView> rooms = application.queries().rooms().rooms(request.caller());
    People people = faces.people(request, rooms);
    return Response.json(out -> {
      out.writeStartArray();
      for (RoomView room : rooms) {
        out.writeStartObject();
        writeRoom(out, room, RoomFaces.of(room, request.caller(), people));
        out.writeEndObject();
      }
      out.writeEndArray();
    });
  }

  private Response room(Request request) {
    RoomView room =
        Outcomes.found(application.queries().rooms().room(request.caller(), Fields.room(request)));
    RoomFace face = RoomFaces.of(room, request.caller(), faces.people(request, List.of(room)));
    return Response.json(out -> {
      out.writeStartObject();
      writeRoom(out, room, face);
      out.writeStringField("description", room.description());
      out.writeEndObject();
    });
  }

  private static void writeRoom(JsonGenerator out, RoomView room, RoomFace face)
      throws IOException {
    out.writeNumberField("room_id", room.id().value());
    out.writeStringField("name", face.name());
    out.writeStringField("type", room.type().name().toLowerCase(Locale.ROOT));
    out.writeStringField("role", room.role().name().toLowerCase(Locale.ROOT));
    out.writeBooleanField("sticky", room.pinned());
    out.writeNumberField("unread_num", room.counts().unread());
    out.writeNumberField("mention_num", room.counts().mentions());
    out.writeNumberField("mytask_num", room.counts().openTasks());
    out.writeNumberField("message_num", room.messages());
    out.writeNumberField("file_num", room.files());
    out.writeNumberField("task_num", room.tasks());
    out.writeStringField("icon_path", face.iconPath());
    out.writeNumberField("last_update_time", room.lastUpdate().getEpochSecond());
  }

  private Response create(Request request) {
    Parameters form = request.form();
    String name = Fields.required(form, "name");
    IconPreset icon = Fields.icon(form);
    NewRoom wish =
        new NewRoom(
            name,
            Fields.text(form, "description"),
            icon == null ? IconPreset.GROUP : icon,
            withCreator(memberLists(form), request.caller()),
            Fields.flag(form, "link", false) ? link(form) : null);
    RoomId room =
        Outcomes.found(
            application
                .groupRooms()
                .create(request.caller(), wish, IdempotencyKey.commandId(request)));
    return roomId(room);
  }

  private static LinkWish link(Parameters form) {
    return LinkEndpoints.wish(form, "link_code", "link_need_acceptance", "link_description");
  }

  static MemberLists memberLists(Parameters form) {
    return new MemberLists(
        Fields.requiredAccounts(form, "members_admin_ids"),
        Fields.accounts(form, "members_member_ids"),
        Fields.accounts(form, "members_readonly_ids"));
  }

  /// Who makes a room is an administrator of it, said or not.
  private static MemberLists withCreator(MemberLists lists, AccountId creator) {
    if (lists.admins().contains(creator)) {
      return lists;
    }
    List<AccountId> admins = new ArrayList<>(lists.admins());
    admins.addFirst(creator);
    return new MemberLists(admins, lists.members(), lists.readonly());
  }

  private Response edit(Request request) {
    RoomId room = Fields.room(request);
    Parameters form = request.form();
    EditRoom command =
        new EditRoom(form.value("name"), form.value("description"), Fields.icon(form));
    orders.send(request, room, command);
    return roomId(room);
  }

  private Response leaveOrDelete(Request request) {
    RoomId room = Fields.room(request);
    String action = request.form().value("action_type");
    if (action == null) {
      action = Fields.required(request.query(), "action_type");
    }
    RoomCommand command =
        switch (action) {
          case "leave" -> new LeaveRoom();
          case "delete" -> new DeleteRoom();
          default -> throw ApiError.invalid("action_type", "must be leave or delete").refusal();
        };
    orders.send(request, room, command);
    return Response.NO_CONTENT;
  }

  private static Response roomId(RoomId room) {
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("room_id", room.value());
      out.writeEndObject();
    });
  }
}
