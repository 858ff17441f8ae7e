package io.tsubame.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Kilobytes that may be in memory at once, of which one client network gets a quarter at most: so
/// it takes several of them to keep all others waiting.
final class Budget {
  private static final int SHARES = 4;

  /// Those of one network who wait; each has a virtual thread and its request.
  private static final int MOST_WAITING = 2_048;

  private static final class Account {
    long kilobytes;
    int waiting;
  }

  private final long total;
  private final long share;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();

  /// The networks that have or want something.
  private final Map<ClientNetwork, Account> accounts = new HashMap<>();

  private long used;

  Budget(int kilobytes) {
    total = kilobytes;
    share = Math.max(1, kilobytes / SHARES);
  }

  /// Nothing yet.
  Loan open(ClientNetwork client) {
    return new Loan(client);
  }

  /// How many kilobytes are lent.
  long used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  static int kilobytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(bytes, 1_024L));
  }

  /// What one request has of it, until it is closed. May be closed by any thread, and again.
  final class Loan implements AutoCloseable {
    private final ClientNetwork client;
    private long kilobytes;
    private boolean closed;

    private Loan(ClientNetwork client) {
      this.client = client;
    }

    /// Has at least so much from now on, or as much as before.
    ///
    /// @return whether it has
    boolean tryReach(int wanted) {
      return reach(wanted, Duration.ZERO);
    }

    /// The same, and waits for it.
    boolean reach(int wanted, Duration patience) {
      lock.lock();
      try {
        Account account = accounts.computeIfAbsent(client, _ -> new Account());
        try {
          // What is more than a share is lent as a whole share, which is then all the client has.
          long target = Math.min(wanted, share);
          boolean fits = closed || awaitRoom(account, target, patience.toNanos());
          if (fits) {
            set(account, Math.max(kilobytes, target));
          }
          return fits;
        } finally {
          forgetIfIdle(account);
        }
      } finally {
        lock.unlock();
      }
    }

    /// Has exactly so much from now on, also where there is no room: it is in memory already.
    void become(int wanted) {
      lock.lock();
      try {
        Account account = accounts.computeIfAbsent(client, _ -> new Account());
        set(account, wanted);
        forgetIfIdle(account);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        become(0);
        closed = true;
      } finally {
        lock.unlock();
      }
    }

    private boolean awaitRoom(Account account, long target, long nanos) {
      long left = nanos;
      while (!hasRoom(account, target)) {
        if (left <= 0 || account.waiting >= MOST_WAITING) {
          return false;
        }
        account.waiting++;
        try {
          left = given.awaitNanos(left);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return false;
        } finally {
          account.waiting--;
        }
      }
      return true;
    }

    private boolean hasRoom(Account account, long target) {
      long more = target - kilobytes;
      return more <= 0 || (used + more <= total && account.kilobytes + more <= share);
    }

    private void set(Account account, long amount) {
      if (closed) {
        return;
      }
      long more = amount - kilobytes;
      kilobytes = amount;
      account.kilobytes += more;
      used += more;
      if (more < 0) {
        given.signalAll();
      }
    }

    private void forgetIfIdle(Account account) {
      if (account.kilobytes == 0 && account.waiting == 0) {
        accounts.remove(client);
      }
    }
  }
}
