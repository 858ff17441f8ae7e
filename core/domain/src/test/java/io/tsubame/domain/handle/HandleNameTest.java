package io.tsubame.domain.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tsubame.domain.handle.HandleName.Kind;
import org.junit.jupiter.api.Test;

final class HandleNameTest {
  @Test
  void caseMattersInCodesOnly() {
    assertThat(new HandleName(Kind.EMAIL, "Sato@Example.JP"))
        .isEqualTo(new HandleName(Kind.EMAIL, "sato@example.jp"));
    assertThat(new HandleName(Kind.LINK_CODE, "q8Zr"))
        .isNotEqualTo(new HandleName(Kind.LINK_CODE, "q8zr"));
  }

  @Test
  void theBoundIsThatOfTheNameInLowerCase() {
    String longerInLowerCase = "İ".repeat(300);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HandleName(Kind.EMAIL, longerInLowerCase));
    assertThat(new HandleName(Kind.EXTERNAL, longerInLowerCase).name()).hasSize(300);
  }
}
