package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.FIRST_TASK;
import static io.tsubame.domain.room.RoomScenario.LIMITS;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.STRIDE;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.posted;
import static io.tsubame.domain.room.RoomScenario.settings;
import static io.tsubame.domain.room.RoomScenario.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.Actor;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.room.RoomCommand.AttachFiles;
import io.tsubame.domain.room.RoomCommand.DeleteFile;
import io.tsubame.domain.room.RoomCommand.LeaveRoom;
import io.tsubame.domain.room.RoomCommand.RecordErasure;
import io.tsubame.domain.room.RoomCommand.RecordExamination;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileDeleted;
import io.tsubame.domain.room.RoomEvent.FileExamined;
import io.tsubame.domain.room.RoomEvent.FileTextFound;
import io.tsubame.domain.room.RoomEvent.FilesErased;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomRejection.FileNotFound;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.RoomNotFound;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FileRulesTest {
  private static final OrganizationId NEST = new OrganizationId(7);
  private static final FileId FILE = new FileId(64);
  private static final FileId FRESH = new FileId(FIRST_TASK);
  private static final FileContent PICTURE = content("巣.png", 1_500, "image/png");
  private static final FileContent PAPER = content("plan [1].pdf", 17, "application/pdf");
  private static final FileExamination FOUND =
      new FileExamination(FileExamination.Safety.FINE, FileExamination.Preview.PICTURE, 80, 60);

  @Test
  @DisplayName("[FL4][FL5] a message and its files appear together, in the notation of messages")
  void attaches() {
    group(posted(1, ADA, "x"))
        .when(MIO, new AttachFiles(NEST, List.of(PICTURE, PAPER), "[To:11] look"))
        .accepts(
            new MessagePosted(
                2,
                MIO,
                MessageKind.USER,
                "[info][title][dtext:file_uploaded][/title]"
                    + "[preview id=6464 ht=150][download:6464]巣.png (1.46 KB)[/download]\n"
                    + "[download:6528]plan ［1］.pdf (17 B)[/download][/info][To:11] look",
                new Mentions(List.of(ADA), false),
                true,
                NOW),
            new FileAttached(FRESH, MIO, NEST, PICTURE, 2, NOW),
            new FileAttached(new FileId(FIRST_TASK + STRIDE), MIO, NEST, PAPER, 2, NOW));
  }

  @Test
  @DisplayName("[FL5] a file's name addresses nobody")
  void namesAddressNobody() {
    FileContent name = content("[toall][To:11]a", 1, "text/plain");
    List<RoomEvent> events = group().when(MIO, new AttachFiles(NEST, List.of(name), "")).accepted();
    assertThat(((MessagePosted) events.getFirst()).mentions()).isEqualTo(Mentions.NONE);
    assertThat(((MessagePosted) events.getFirst()).body()).contains("［toall］［To:11］a (1 B)");
  }

  @Test
  @DisplayName("[FL6] who may send files is said by role and settings")
  void permission() {
    AttachFiles command = new AttachFiles(NEST, List.of(PAPER), "");
    group().when(REN, command).notPermitted(RoomOperation.SEND_FILE);
    group().when(SORA, command).rejects(new RoomNotFound());
    group().when(Actor.SERVER, command).notPermitted(RoomOperation.SEND_FILE);
    RoomScenario closed = group(new RoomSettingsChanged(settings(true, true, false, true)));
    closed.when(MIO, command).notPermitted(RoomOperation.SEND_FILE);
    assertThat(closed.when(ADA, command).accepted()).hasSize(2);
  }

  @Test
  @DisplayName("[FL4] number, name and text are bounded")
  void bounds() {
    group().when(MIO, new AttachFiles(NEST, List.of(), "")).rejects(new OutOfBounds("files", 1, 2));
    group()
        .when(MIO, new AttachFiles(NEST, List.of(PAPER, PAPER, PAPER), ""))
        .rejects(new OutOfBounds("files", 1, 2));
    group()
        .when(MIO, new AttachFiles(NEST, List.of(content("", 1, "a/b")), ""))
        .rejects(new OutOfBounds("name", 1, LIMITS.nameLength()));
    group()
        .when(MIO, new AttachFiles(NEST, List.of(PAPER), "x".repeat(2_001)))
        .rejects(new OutOfBounds("message", 0, 2_000));
  }

  @Test
  @DisplayName("[FL7] its sender or an administrator deletes a file, which the room is told")
  void deletes() {
    file()
        .when(MIO, new DeleteFile(FILE))
        .accepts(
            system(1, MIO, "[info][title][dtext:file_deleted][/title]巣.png (1.46 KB)[/info]"),
            new FileDeleted(FILE, NOW));
    assertThat(file().when(ADA, new DeleteFile(FILE)).accepted()).hasSize(2);
    file().when(REN, new DeleteFile(FILE)).notPermitted(RoomOperation.DELETE_FILE);
    file().when(SORA, new DeleteFile(FILE)).rejects(new RoomNotFound());
    group(attached(ADA)).when(MIO, new DeleteFile(FILE)).notPermitted(RoomOperation.DELETE_FILE);
    file()
        .and(new FileDeleted(FILE, NOW))
        .when(MIO, new DeleteFile(FILE))
        .rejects(new FileNotFound());
    group().when(MIO, new DeleteFile(FILE)).rejects(new FileNotFound());
  }

  @Test
  @DisplayName("[FL8] who leaves takes their files along, also where they come back")
  void leaving() {
    RoomScenario back =
        file()
            .after(MIO, new LeaveRoom())
            .and(new MembersChanged(List.of(new Member(MIO, Role.ADMIN)), List.of()));
    back.when(MIO, new DeleteFile(FILE)).rejects(new FileNotFound());
    back.when(Actor.SERVER, new RecordExamination(FILE, FOUND, "")).rejects(new FileNotFound());
    assertThat(back.when(MIO, new AttachFiles(NEST, List.of(PAPER), "")).accepted()).hasSize(2);
  }

  @Test
  @DisplayName("[FL9] the server says once what it found in a file, and nobody else does")
  void examines() {
    RecordExamination command = new RecordExamination(FILE, FOUND, "");
    file().when(Actor.SERVER, command).accepts(new FileExamined(FILE, FOUND, NOW));
    file()
        .and(new FileExamined(FILE, FOUND, NOW))
        .when(Actor.SERVER, new RecordExamination(FILE, FileExamination.DANGEROUS, ""))
        .accepts();
    file()
        .when(Actor.SERVER, new RecordExamination(FILE, FOUND, "nest"))
        .accepts(new FileExamined(FILE, FOUND, NOW), new FileTextFound(FILE, "nest"));
    file().when(ADA, command).rejects(new RoomNotFound());
    group().when(Actor.SERVER, command).rejects(new FileNotFound());
  }

  @Test
  @DisplayName("[FL10] bytes are recorded as gone for deleted files only")
  void erases() {
    RecordErasure command = new RecordErasure(List.of(FILE));
    file().when(Actor.SERVER, command).notPermitted(RoomOperation.DELETE_FILE);
    file()
        .and(new FileDeleted(FILE, NOW))
        .when(Actor.SERVER, command)
        .accepts(new FilesErased(List.of(FILE)));
    file()
        .and(new RoomDeleted(ADA))
        .when(Actor.SERVER, command)
        .accepts(new FilesErased(List.of(FILE)));
    file().and(new FileDeleted(FILE, NOW)).when(ADA, command).rejects(new RoomNotFound());
  }

  @Test
  @DisplayName("[FL2] a kind is said by the type of the bytes")
  void kinds() {
    assertThat(FileKind.of("image/svg+xml")).isEqualTo(FileKind.IMAGE);
    assertThat(FileKind.of("video/mp4")).isEqualTo(FileKind.VIDEO);
    assertThat(FileKind.of("audio/mpeg")).isEqualTo(FileKind.AUDIO);
    assertThat(FileKind.of("text/csv")).isEqualTo(FileKind.DOCUMENT);
    assertThat(FileKind.of("application/pdf")).isEqualTo(FileKind.DOCUMENT);
    assertThat(FileKind.of("application/zip")).isEqualTo(FileKind.ARCHIVE);
    assertThat(FileKind.of("application/x-sharedlib")).isEqualTo(FileKind.OTHER);
  }

  private static RoomScenario file() {
    return group(attached(MIO));
  }

  private static FileAttached attached(io.tsubame.domain.AccountId by) {
    return new FileAttached(FILE, by, NEST, PICTURE, 1, NOW);
  }

  private static FileContent content(String name, long size, String type) {
    return new FileContent(
        name, size, type, "9f86d081", new BlobKey("20260401/abcdefghijabcdefghij"));
  }
}
