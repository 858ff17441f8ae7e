package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import java.time.Instant;

/// A contact request that waits for an answer.
public record RequestRow(AccountId from, AccountId to, String message, Instant at) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT)
        .number(from.value())
        .number(to.value())
        .time(at)
        .lastText(message)
        .bytes();
  }

  public static RequestRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.CONTACT_REQUESTS, bytes, FORMAT);
    AccountId from = in.account();
    AccountId to = in.account();
    Instant at = in.time();
    return new RequestRow(from, to, in.lastText(), at);
  }
}
