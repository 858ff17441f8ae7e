package io.tsubame.application.view;

import io.tsubame.domain.handle.Handle;

/// Who holds a handle. There is no row of a free one.
public record HandleRow(Handle handle) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    RowWriter out = new RowWriter(FORMAT);
    switch (handle) {
      case Handle.Free() -> out.octet(0);
      case Handle.Claimed(var claim, var expiresAt) -> out.octet(1).text(claim).time(expiresAt);
      case Handle.Bound(int holder) -> out.octet(2).number(holder);
    }
    return out.bytes();
  }

  public static HandleRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.HANDLES, bytes, FORMAT);
    Handle handle =
        switch (in.octet()) {
          case 0 -> Handle.FREE;
          case 1 -> new Handle.Claimed(in.text(), in.time());
          case 2 -> new Handle.Bound(in.number());
          default -> throw in.corrupt("has an unknown kind of handle");
        };
    return in.end(new HandleRow(handle));
  }
}
