package io.tsubame.api;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The answers of one connection that are on their way. A client that takes none of them for the
/// time of a request, or less than 64 kB a second, is cut off: Armeria's own time-out ends when an
/// answer is handed over, though nothing of it may have been sent.
final class Delivery {
  private static final AttributeKey<Delivery> KEY =
      AttributeKey.valueOf(Delivery.class, "DELIVERY");

  private static final int LEAST_KILOBYTES_A_SECOND = 64;

  private final Channel channel;
  private final Duration patience;
  private final LongSupplier nanos;
  private int answers;
  private long kilobytes;
  private long lastProgress;

  /// One timer for the connection, which outlasts many answers.
  private boolean watching;

  /// @param nanos the time
  Delivery(Channel channel, Duration patience, LongSupplier nanos) {
    this.channel = channel;
    this.patience = patience;
    this.nanos = nanos;
  }

  /// Watches over one more answer on its way.
  static void of(ServiceRequestContext context, int kilobytes, Duration patience) {
    Channel channel = context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
    if (channel == null) {
      return;
    }
    Delivery delivery = channel.attr(KEY).get();
    if (delivery == null) {
      Delivery first = new Delivery(channel, patience, System::nanoTime);
      Delivery other = channel.attr(KEY).setIfAbsent(first);
      delivery = other == null ? first : other;
    }
    delivery.begin(kilobytes);
    Delivery begun = delivery;
    CompletableFuture<Void> _ = context.log().whenComplete().thenRun(() -> begun.end(kilobytes));
  }

  synchronized void begin(int more) {
    if (answers == 0) {
      lastProgress = nanos.getAsLong();
    }
    answers++;
    kilobytes += more;
    if (!watching) {
      watching = true;
      watchFor(allowance());
    }
  }

  synchronized void end(int less) {
    answers--;
    kilobytes -= less;
    lastProgress = nanos.getAsLong();
  }

  private synchronized void look() {
    long left = lastProgress + allowance() - nanos.getAsLong();
    if (answers == 0 || !channel.isOpen()) {
      watching = false;
    } else if (left > 0) {
      watchFor(left);
    } else {
      ChannelFuture _ = channel.close();
    }
  }

  private void watchFor(long time) {
    ScheduledFuture<?> _ = channel.eventLoop().schedule(this::look, time, TimeUnit.NANOSECONDS);
  }

  /// How long until something must have been taken.
  private long allowance() {
    return patience.plusSeconds(kilobytes / LEAST_KILOBYTES_A_SECOND).toNanos();
  }
}
