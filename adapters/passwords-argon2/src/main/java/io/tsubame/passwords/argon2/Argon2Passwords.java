package io.tsubame.passwords.argon2;

import io.tsubame.application.Overloaded;
import io.tsubame.application.secret.Passwords;
import io.tsubame.application.secret.RandomBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords hashed by Argon2id. A hash takes tens of milliseconds and 19 MiB, so only a few are
/// made at a time, and who would wait longer than a person does is refused at once.
public final class Argon2Passwords implements Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final Cost cost;
  private final RandomBytes random;
  private final Bounds bounds;
  private final Semaphore permits;
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param atOnce hashes made at the same time
  /// @param waiting calls that may wait for their turn
  /// @param patience how long one waits
  public record Bounds(int atOnce, int waiting, Duration patience) {
    /// Half of the machine's processors, and a queue that a few seconds empty.
    public static Bounds ofMachine(int processors) {
      return new Bounds(Math.max(1, processors / 2), 64, Duration.ofSeconds(10));
    }
  }

  public Argon2Passwords(Cost cost, RandomBytes random, Bounds bounds) {
    this.cost = cost;
    this.random = random;
    this.bounds = bounds;
    this.permits = new Semaphore(bounds.atOnce(), true);
  }

  @Override
  public String hash(String password) {
    byte[] salt = random.next(SALT_BYTES);
    return new PhcString(cost, salt, argon2id(password, cost, salt, HASH_BYTES)).toString();
  }

  @Override
  public boolean matches(String password, String hash) {
    PhcString known =
        PhcString.parse(hash)
            .orElseThrow(() -> new IllegalStateException("a stored hash is no Argon2id hash"));
    byte[] actual = argon2id(password, known.cost(), known.salt(), known.hash().length);
    return MessageDigest.isEqual(actual, known.hash());
  }

  @Override
  public void matchNothing(String password) {
    argon2id(password, cost, new byte[SALT_BYTES], HASH_BYTES);
  }

  private byte[] argon2id(String password, Cost work, byte[] salt, int length) {
    enter();
    byte[] secret = password.getBytes(StandardCharsets.UTF_8);
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(work.memoryKib())
              .withIterations(work.iterations())
              .withParallelism(work.lanes())
              .withSalt(salt)
              .build());
      byte[] result = new byte[length];
      generator.generateBytes(secret, result);
      return result;
    } finally {
      Arrays.fill(secret, (byte) 0);
      permits.release();
    }
  }

  private void enter() {
    if (permits.tryAcquire()) {
      return;
    }
    if (waiting.incrementAndGet() > bounds.waiting()) {
      waiting.decrementAndGet();
      throw new Overloaded("too many passwords wait to be hashed");
    }
    try {
      if (!permits.tryAcquire(bounds.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Overloaded("hashing a password would take too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Overloaded("interrupted while waiting to hash a password", e);
    } finally {
      waiting.decrementAndGet();
    }
  }
}
