package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.MessageKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message. It takes the bytes of its text and about a dozen more; only messages that were
/// edited or address somebody pay for that.
///
/// @param body empty where deleted
/// @param editedAt null where never
/// @param edits how often the text was replaced
/// @param hasReactions whether there is a row of reactions
public record MessageRow(
    AccountId author,
    MessageKind kind,
    String body,
    boolean deleted,
    Instant sentAt,
    @Nullable Instant editedAt,
    int edits,
    Mentions mentions,
    boolean hasReactions) {
  private static final int FORMAT = 1;
  private static final List<MessageKind> KINDS = List.of(MessageKind.values());
  private static final int KIND = 1;
  private static final int DELETED = 2;
  private static final int EDITED = 4;
  private static final int MENTIONS = 8;
  private static final int TO_ALL = 16;
  private static final int REACTIONS = 32;

  public byte[] encode() {
    RowWriter out = new RowWriter(FORMAT).octet(bits()).number(author.value()).time(sentAt);
    if (editedAt != null) {
      out.time(editedAt).number(edits);
    }
    if (!mentions.accounts().isEmpty()) {
      out.number(mentions.accounts().size());
      mentions.accounts().forEach(account -> out.number(account.value()));
    }
    return out.lastText(body).bytes();
  }

  public static MessageRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.MESSAGES, bytes, FORMAT);
    int bits = in.octet();
    AccountId author = in.account();
    Instant sentAt = in.time();
    Instant editedAt = (bits & EDITED) != 0 ? in.time() : null;
    int edits = (bits & EDITED) != 0 ? in.number() : 0;
    List<AccountId> accounts = (bits & MENTIONS) != 0 ? in.list(in::account) : List.of();
    return new MessageRow(
        author,
        KINDS.get(bits & KIND),
        in.lastText(),
        (bits & DELETED) != 0,
        sentAt,
        editedAt,
        edits,
        new Mentions(accounts, (bits & TO_ALL) != 0),
        (bits & REACTIONS) != 0);
  }

  public MessageRow edited(String newBody, Mentions newMentions, Instant at) {
    return new MessageRow(
        author, kind, newBody, deleted, sentAt, at, edits + 1, newMentions, hasReactions);
  }

  /// Whom it addressed stays: it goes on counting for those who have not read it.
  public MessageRow asDeleted() {
    return new MessageRow(author, kind, "", true, sentAt, editedAt, edits, mentions, false);
  }

  public MessageRow withReactions(boolean any) {
    return new MessageRow(author, kind, body, deleted, sentAt, editedAt, edits, mentions, any);
  }

  private int bits() {
    return KINDS.indexOf(kind)
        | (deleted ? DELETED : 0)
        | (editedAt != null ? EDITED : 0)
        | (mentions.accounts().isEmpty() ? 0 : MENTIONS)
        | (mentions.all() ? TO_ALL : 0)
        | (hasReactions ? REACTIONS : 0);
  }
}
