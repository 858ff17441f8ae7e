package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.room.GroupRooms.NewRoom;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.ChangeRoomAttention;
import io.tsubame.domain.account.AccountCommand.PinRoom;
import io.tsubame.domain.account.AccountCommand.UnpinRoom;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomCommand.ChangeRoomSettings;
import io.tsubame.domain.room.RoomCommand.DeleteRoom;
import io.tsubame.domain.room.RoomCommand.EditRoom;
import io.tsubame.domain.room.RoomCommand.LeaveRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomSettings;
import java.util.ArrayList;
import java.util.List;

/// `/v1/rooms`: the caller's rooms.
final class RoomsResource {
  private static final Schema ICON = Words.choice(IconPreset.class);

  private final Application app;

  RoomsResource(Application app) {
    this.app = app;
  }

  List<Operation> operations() {
    Schema name = Schema.text(1, app.limits().roomNameLength());
    Schema description = Schema.text(0, app.limits().roomDescriptionLength());
    Schema accounts = Schema.ids(app.limits().membersPerRoom());
    Schema.Fields room = RoomShape.SCHEMA;
    return List.of(
        Operation.get(
            "/rooms",
            "All rooms of the caller, pinned ones first, then the last updated",
            object(required("rooms", list(room))),
            this::rooms),
        Operation.post("/rooms", "Make a group room", this::create)
            .reading(
                required("name", name),
                optional("description", description),
                optional("icon", ICON),
                optional("admin_ids", accounts),
                optional("member_ids", accounts),
                optional("readonly_ids", accounts),
                optional("link", LinksResource.WISH))
            .answering(room),
        Operation.get("/rooms/{room_id}", "One room", room, this::room),
        Operation.patch("/rooms/{room_id}", "Change texts, icon and settings", this::change)
            .reading(
                optional("name", name),
                optional("description", description),
                optional("icon", ICON),
                optional(
                    "settings",
                    object(
                        optional("members_may_post", FLAG),
                        optional("members_may_add_tasks", FLAG),
                        optional("members_may_send_files", FLAG),
                        optional("members_may_see_members", FLAG))))
            .answering(room),
        Operation.delete("/rooms/{room_id}", "Delete a group room", this::delete),
        Operation.post("/rooms/{room_id}/leave", "Leave a group room", this::leave),
        Operation.patch("/rooms/{room_id}/arrangement", "Pin or mute it", this::arrange)
            .reading(optional("pinned", FLAG), optional("attention", Words.choice(Attention.class)))
            .answering(room));
  }

  private Response rooms(Exchange exchange) {
    return Answers.list("rooms", app.queries().rooms().rooms(exchange.caller()), RoomShape::write);
  }

  private Response create(Exchange exchange) {
    Fields body = exchange.body();
    IconPreset icon = body.has("icon") ? body.word("icon", IconPreset.class) : IconPreset.GROUP;
    Fields link = body.optionalObject("link");
    NewRoom wish =
        new NewRoom(
            body.text("name"),
            body.text("description", ""),
            icon,
            withCreator(exchange.caller(), MembersResource.lists(body)),
            link == null ? null : LinksResource.wish(link));
    RoomId room =
        exchange.found(app.groupRooms().create(exchange.caller(), wish, exchange.commandId()));
    exchange.refresh();
    return answer(exchange, room);
  }

  /// Whoever makes a room and names no role for themselves is its administrator.
  private static MemberLists withCreator(AccountId creator, MemberLists lists) {
    if (lists.admins().contains(creator)
        || lists.members().contains(creator)
        || lists.readonly().contains(creator)) {
      return lists;
    }
    List<AccountId> admins = new ArrayList<>(lists.admins());
    admins.addFirst(creator);
    return new MemberLists(admins, lists.members(), lists.readonly());
  }

  private Response room(Exchange exchange) {
    return answer(exchange, exchange.room());
  }

  private Response change(Exchange exchange) {
    RoomId room = exchange.room();
    Fields body = exchange.body();
    if (body.has("name") || body.has("description") || body.has("icon")) {
      IconPreset icon = body.has("icon") ? body.word("icon", IconPreset.class) : null;
      EditRoom edit =
          new EditRoom(body.optionalText("name"), body.optionalText("description"), icon);
      exchange.toRoom(room, edit, "edit");
    }
    Fields settings = body.optionalObject("settings");
    if (settings != null) {
      RoomSettings before = view(exchange, room).settings();
      exchange.toRoom(room, new ChangeRoomSettings(changed(before, settings)), "settings");
    }
    exchange.refresh();
    return answer(exchange, room);
  }

  private static RoomSettings changed(RoomSettings before, Fields fields) {
    return new RoomSettings(
        fields.flag("members_may_post", before.membersMayPost()),
        fields.flag("members_may_add_tasks", before.membersMayAddTasks()),
        fields.flag("members_may_send_files", before.membersMaySendFiles()),
        fields.flag("members_may_see_members", before.membersMaySeeMembers()));
  }

  private Response delete(Exchange exchange) {
    exchange.toRoom(exchange.room(), new DeleteRoom());
    return Response.NO_CONTENT;
  }

  private Response leave(Exchange exchange) {
    exchange.toRoom(exchange.room(), new LeaveRoom());
    return Response.NO_CONTENT;
  }

  private Response arrange(Exchange exchange) {
    RoomId room = exchange.room();
    view(exchange, room); // only a room that the caller is in
    Fields body = exchange.body();
    if (body.has("pinned")) {
      exchange.toSelf(
          body.flag("pinned", false) ? new PinRoom(room) : new UnpinRoom(room), "pinned");
    }
    if (body.has("attention")) {
      Attention attention = body.word("attention", Attention.class);
      exchange.toSelf(new ChangeRoomAttention(room, attention), "attention");
    }
    exchange.refresh();
    return answer(exchange, room);
  }

  private Response answer(Exchange exchange, RoomId room) {
    return Answers.of(view(exchange, room), RoomShape::write);
  }

  private RoomView view(Exchange exchange, RoomId room) {
    return exchange.found(app.queries().rooms().room(exchange.caller(), room));
  }
}
