package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorTable;
import io.tsubame.api.Parameters;
import io.tsubame.api.Pictures;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomQueries.Totals;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.application.query.TaskView;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountRejection;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.room.TaskStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// `/me` and `/my`: what concerns the caller only.
final class MeEndpoints {
  private final Application application;
  private final Readers readers;

  MeEndpoints(Application application) {
    this.application = application;
    this.readers = new Readers(application);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/me", readers.fresh(this::me)),
        Endpoint.get("/my/status", readers.fresh(this::status)),
        Endpoint.page("/my/tasks", readers.fresh(this::tasks)));
  }

  private Response me(Request request) {
    PersonView me =
        application
            .queries()
            .people()
            .person(request.caller())
            .orElseThrow(() -> ErrorTable.of(new AccountRejection.AccountNotFound()).refusal());
    return Response.json(out -> writeMe(out, me, request.baseUrl()));
  }

  private static void writeMe(JsonGenerator out, PersonView me, String baseUrl) throws IOException {
    Profile profile = me.profile();
    out.writeStartObject();
    out.writeNumberField("account_id", me.id().value());
    out.writeNumberField("room_id", me.myRoom().value());
    out.writeStringField("name", profile.name());
    out.writeStringField("chatwork_id", me.chatworkId());
    out.writeNumberField("organization_id", me.organization().value());
    out.writeStringField("organization_name", me.organizationName());
    out.writeStringField("department", profile.department());
    out.writeStringField("title", profile.title());
    out.writeStringField("url", profile.url());
    out.writeStringField("introduction", profile.introduction());
    out.writeStringField("mail", profile.mail());
    out.writeStringField("tel_organization", profile.telOrganization());
    out.writeStringField("tel_extension", profile.telExtension());
    out.writeStringField("tel_mobile", profile.telMobile());
    out.writeStringField("skype", profile.skype());
    out.writeStringField("facebook", profile.facebook());
    out.writeStringField("twitter", profile.twitter());
    out.writeStringField("avatar_image_url", Pictures.avatar(baseUrl, me));
    out.writeStringField("login_mail", me.loginEmail());
    out.writeEndObject();
  }

  private Response status(Request request) {
    Totals totals = application.queries().rooms().totals(request.caller());
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("unread_room_num", totals.unreadRooms());
      out.writeNumberField("mention_room_num", totals.mentionRooms());
      out.writeNumberField("mytask_room_num", totals.taskRooms());
      out.writeNumberField("unread_num", totals.unread());
      out.writeNumberField("mention_num", totals.mentions());
      out.writeNumberField("mytask_num", totals.openTasks());
      out.writeEndObject();
    });
  }

  private Response tasks(Request request) {
    Parameters query = request.query();
    Filter filter =
        new Filter(
            Fields.status("status", query.value("status"), TaskStatus.OPEN),
            null,
            Fields.account(query, "assigned_by_account_id"));
    List<TaskView> tasks =
        application.queries().tasks().assignedTo(request.caller(), filter, null, Readers.PAGE);
    if (tasks.isEmpty()) {
      return Response.NO_CONTENT;
    }
    People people = readers.people(tasks.stream().map(TaskView::assignedBy).toList(), request);
    Map<RoomId, RoomFace> rooms =
        new RoomFaces(application)
            .of(request, tasks.stream().map(TaskView::room).distinct().toList());
    return Response.json(out -> {
      out.writeStartArray();
      for (TaskView task : tasks) {
        writeTask(out, task, people, rooms);
      }
      out.writeEndArray();
    });
  }

  private static void writeTask(
      JsonGenerator out, TaskView task, People people, Map<RoomId, RoomFace> rooms)
      throws IOException {
    RoomFace room = rooms.getOrDefault(task.room(), RoomFace.UNKNOWN);
    out.writeStartObject();
    out.writeNumberField("task_id", task.id().value());
    out.writeObjectFieldStart("room");
    out.writeNumberField("room_id", task.room().value());
    out.writeStringField("name", room.name());
    out.writeStringField("icon_path", room.iconPath());
    out.writeEndObject();
    people.writeAccount(out, "assigned_by_account", task.assignedBy());
    TaskEndpoints.writeContent(out, task);
    out.writeEndObject();
  }
}
