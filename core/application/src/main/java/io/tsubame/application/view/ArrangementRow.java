package io.tsubame.application.view;

import io.tsubame.domain.account.Attention;
import java.util.List;

/// How an account keeps a room for itself.
///
/// @param pinned grows with every pin, so that pins have an order; 0 where the room is not pinned
public record ArrangementRow(long pinned, Attention attention) {
  private static final int FORMAT = 1;
  private static final List<Attention> ATTENTIONS = List.of(Attention.values());
  public static final ArrangementRow USUAL = new ArrangementRow(0, Attention.ALL);

  public byte[] encode() {
    return new RowWriter(FORMAT).number(pinned).choice(ATTENTIONS, attention).bytes();
  }

  public static ArrangementRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ARRANGEMENT, bytes, FORMAT);
    return in.end(new ArrangementRow(in.longNumber(), in.choice(ATTENTIONS)));
  }
}
