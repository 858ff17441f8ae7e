package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.RoomCommand;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who finds which files: rules SP1, SP2 and SP4 of `docs/spec/search.md`.
final class FileSearchTest {
  private static final String SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private V1World world;
  private Client ann;
  private Client bob;
  private Client eve;
  private int room;

  @BeforeEach
  void open() {
    world = new V1World();
    OrganizationId here = world.organization("Here");
    ann = world.person(here, "ann");
    bob = world.person(here, "bob");
    eve = world.person(world.organization("Elsewhere"), "eve");
    String wish = "{\"name\":\"Project\",\"member_ids\":[%d]}".formatted(bob.account());
    room = ann.post("/v1/rooms", wish).is(200).number("room_id");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[SP4] a file is found by a part of its name, by who is in its room")
  void names() {
    send(ann, "2026年度 見積書.pdf");
    send(bob, "Photo.PNG");

    assertThat(found(bob, "見積")).containsExactly("2026年度 見積書.pdf");
    assertThat(found(bob, "photo")).containsExactly("Photo.PNG");
    assertThat(found(bob, "has:file")).containsExactly("Photo.PNG", "2026年度 見積書.pdf");
    assertThat(found(bob, "has:link")).isEmpty();
    assertThat(found(bob, "from:ann has:file")).containsExactly("2026年度 見積書.pdf");
    assertThat(found(bob, "is:mine")).containsExactly("Photo.PNG");
    assertThat(found(bob, "to:bob")).isEmpty();
    assertThat(found(bob, "photo is:unread")).isEmpty();
    assertThat(found(eve, "見積")).isEmpty();
    assertThat(found(eve, "has:file")).isEmpty();
  }

  @Test
  @DisplayName("[SP4] a file is found by the text in it, with an excerpt")
  void texts() {
    int file = send(ann, "notes.txt");
    examine(file, "one\nThe swallows return in April");

    JsonNode hit = search(bob, "swallows").get("hits").get(0);
    assertThat(hit.at("/file/file_id").intValue()).isEqualTo(file);
    assertThat(hit.at("/excerpt/text").textValue()).contains("The swallows return");
    assertThat(hit.get("file").has("text")).isFalse();
    assertThat(found(bob, "notes april")).containsExactly("notes.txt");
    assertThat(found(bob, "swallow -april")).isEmpty();
    assertThat(found(eve, "swallows")).isEmpty();
  }

  @Test
  @DisplayName("[SP2][SP4] what is deleted, or went with who sent it, is not found any more")
  void gone() {
    int first = send(bob, "first.txt");
    examine(first, "swallows");
    send(bob, "second.txt");
    send(ann, "third.txt");
    assertThat(found(ann, "txt")).hasSize(3);

    bob.delete("/v1/rooms/" + room + "/files/" + first).is(204);
    assertThat(found(ann, "txt")).containsExactly("third.txt", "second.txt");
    assertThat(found(ann, "swallows")).isEmpty();
    assertThat(indexed()).isEqualTo(2);
    ann.delete("/v1/rooms/" + room + "/members/" + bob.account()).is(204);
    assertThat(found(ann, "txt")).containsExactly("third.txt");
    assertThat(found(bob, "txt")).isEmpty();
    assertThat(indexed()).isEqualTo(1);
    JsonNode total = search(ann, "txt").get("total");
    assertThat(total.get("count").intValue()).isEqualTo(1);
    ann.delete("/v1/rooms/" + room).is(204);
    assertThat(found(ann, "txt")).isEmpty();
  }

  @Test
  @DisplayName("[IX3] an index that is made anew finds the same files")
  void madeAnew() throws InterruptedException {
    int first = send(bob, "first.txt");
    examine(first, "swallows");
    int second = send(bob, "second.txt");
    bob.delete("/v1/rooms/" + room + "/files/" + second).is(204);
    assertThat(found(ann, "swallows")).containsExactly("first.txt");

    world.indexing.rebuild(_ -> {});
    assertThat(found(ann, "swallows")).containsExactly("first.txt");
    assertThat(found(ann, "txt")).containsExactly("first.txt");
    assertThat(found(eve, "txt")).isEmpty();
  }

  private int send(Client sender, String name) {
    String path = "/v1/rooms/" + room;
    String wish = "{\"name\":\"" + name + "\",\"size\":3}";
    String upload = sender.post(path + "/uploads", wish).is(200).text("upload_id");
    String part = "{\"parts\":[{\"part\":1,\"sha256\":\"%s\"}]}".formatted(SHA256);
    JsonNode urls = sender.post("/v1/uploads/" + upload + "/urls", part).is(200).body();
    world.stranger().put(urls.get("urls").get(0), "abc");
    String attach = "{\"upload_ids\":[\"%s\"]}".formatted(upload);
    JsonNode sent = sender.post(path + "/files", attach).is(200).body();
    return sent.get("files").get(0).get("file_id").intValue();
  }

  private void examine(int file, String text) {
    FileExamination seen = new FileExamination(Safety.FINE, Preview.TEXT, 0, 0);
    world
        .app
        .commands()
        .send(
            new AggregateId.Room(new RoomId(room)),
            new RoomCommand.RecordExamination(new FileId(file), seen, text),
            Actor.SERVER,
            null);
  }

  private JsonNode search(Client reader, String query) {
    world.awaitIndexed();
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return reader.get("/v1/search/files?q=" + encoded).is(200).body();
  }

  /// Files of the room in the index itself, whether or not anybody is shown them.
  private int indexed() {
    world.awaitIndexed();
    IndexQuery all =
        new IndexQuery(
            DocumentKind.FILE,
            Set.of(new RoomId(room)),
            List.of(),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            null,
            null,
            null,
            IndexQuery.Ranking.NEWEST);
    return world.indexing.index().find(all, null, 10).hits().size();
  }

  private List<String> found(Client reader, String query) {
    List<String> names = new ArrayList<>();
    for (JsonNode hit : search(reader, query).get("hits")) {
      names.add(hit.get("file").get("name").textValue());
    }
    return names;
  }
}
