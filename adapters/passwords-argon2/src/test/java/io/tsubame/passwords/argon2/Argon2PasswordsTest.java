package io.tsubame.passwords.argon2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.passwords.argon2.Argon2Passwords.Bounds;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class Argon2PasswordsTest {
  private static final Bounds AMPLE = new Bounds(2, 8, Duration.ofSeconds(30));
  private static final Cost CHEAP = new Cost(64, 1, 1);
  private static final String PASSWORD = "correct horse 燕 battery";

  private final Argon2Passwords passwords =
      new Argon2Passwords(CHEAP, new SecureRandomBytes(), AMPLE);

  @Test
  @DisplayName("[V3] a password matches its own hash and no other")
  void matchesOwn() {
    String hash = passwords.hash(PASSWORD);
    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
    assertThat(passwords.matches(PASSWORD + " ", hash)).isFalse();
    assertThat(passwords.matches("", hash)).isFalse();
  }

  @Test
  @DisplayName("[V3] the same password has another hash each time")
  void salted() {
    assertThat(passwords.hash(PASSWORD)).isNotEqualTo(passwords.hash(PASSWORD));
  }

  @Test
  @DisplayName("[V3] the hash says how it was made, with the recommended cost")
  void phcString() {
    Argon2Passwords real = new Argon2Passwords(Cost.RECOMMENDED, new SecureRandomBytes(), AMPLE);
    assertThat(real.hash(PASSWORD))
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
  }

  @Test
  @DisplayName("a hash made at another cost still matches")
  void otherCost() {
    String hash =
        new Argon2Passwords(new Cost(128, 3, 2), new SecureRandomBytes(), AMPLE).hash(PASSWORD);
    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
  }

  @Test
  @DisplayName("a hash of the reference implementation matches")
  void knownAnswer() {
    // argon2 -id of "password" with the salt "somesalt", 64 MiB, two passes
    String known =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(passwords.matches("password", known)).isTrue();
    assertThat(passwords.matches("passwort", known)).isFalse();
  }

  @Test
  @DisplayName("what is no hash is a fault of ours")
  void brokenHash() {
    assertThatThrownBy(() -> passwords.matches(PASSWORD, "plain"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("who comes when all turns are taken and too many wait is refused")
  void bounded() {
    Argon2Passwords narrow =
        new Argon2Passwords(CHEAP, new SecureRandomBytes(), new Bounds(0, 0, Duration.ZERO));
    assertThatThrownBy(() -> narrow.matchNothing(PASSWORD)).isInstanceOf(Overloaded.class);
    Argon2Passwords impatient =
        new Argon2Passwords(CHEAP, new SecureRandomBytes(), new Bounds(0, 1, Duration.ZERO));
    assertThatThrownBy(() -> impatient.hash(PASSWORD)).isInstanceOf(Overloaded.class);
  }
}
