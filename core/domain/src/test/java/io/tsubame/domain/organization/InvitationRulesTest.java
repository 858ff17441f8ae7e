package io.tsubame.domain.organization;

import static io.tsubame.domain.Actor.SERVER;
import static io.tsubame.domain.DeciderSpec.NOW;
import static io.tsubame.domain.organization.OrganizationDeciderTest.AOI;
import static io.tsubame.domain.organization.OrganizationDeciderTest.BY_AOI;
import static io.tsubame.domain.organization.OrganizationDeciderTest.STAFFED;
import static io.tsubame.domain.organization.OrganizationDeciderTest.YUI;

import io.tsubame.domain.organization.OrganizationCommand.InvitePerson;
import io.tsubame.domain.organization.OrganizationCommand.RevokeInvitation;
import io.tsubame.domain.organization.OrganizationCommand.UseInvitation;
import io.tsubame.domain.organization.OrganizationEvent.InvitationRevoked;
import io.tsubame.domain.organization.OrganizationEvent.InvitationUsed;
import io.tsubame.domain.organization.OrganizationEvent.PersonInvited;
import io.tsubame.domain.organization.OrganizationRejection.InvitationInvalid;
import io.tsubame.domain.organization.OrganizationRejection.NotAnEmailAddress;
import io.tsubame.domain.organization.OrganizationRejection.TooManyInvitations;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Invitations into an organization. The numbers are those of `docs/spec/organizations.md`.
class InvitationRulesTest {
  private static final String MAIL = "yui@tsubame.example";
  private static final Instant END = NOW.plusSeconds(3_600);
  private static final PersonInvited INVITED = new PersonInvited("c1", MAIL, AOI, NOW, END);
  private static final PersonInvited ANYBODY = new PersonInvited("c2", "", null, NOW, END);

  private static InvitePerson invite(String code, String email) {
    return new InvitePerson(code, email, END);
  }

  private static UseInvitation use(String code, String email) {
    return new UseInvitation(code, YUI, email);
  }

  @TestFactory
  Stream<DynamicTest> inviting() {
    return Stream.of(
        STAFFED.when(BY_AOI, invite("c1", MAIL)).then("[OR8] by an administrator", INVITED),
        STAFFED.when(SERVER, invite("c2", "")).then("[OR8] anybody, by the operator", ANYBODY),
        STAFFED.given(INVITED).when(BY_AOI, invite("c1", MAIL)).thenNothing("[OR9] again"),
        STAFFED
            .given(INVITED)
            .when(BY_AOI, invite("c1", ""))
            .thenRejected("[OR8] a code of another invitation", new InvitationInvalid()),
        STAFFED
            .when(BY_AOI, invite("c1", "yui"))
            .thenRejected("[OR8] no address", new NotAnEmailAddress()),
        STAFFED
            .when(BY_AOI, invite("", MAIL))
            .thenRejected("[OR8] no code", new InvitationInvalid()),
        STAFFED
            .when(BY_AOI, invite("c1", MAIL))
            .at(END)
            .thenRejected("[OR8] already over", new InvitationInvalid()));
  }

  @TestFactory
  Stream<DynamicTest> limit() {
    var full =
        STAFFED.given(
            IntStream.range(0, 1_000)
                .mapToObj(i -> new PersonInvited("f" + i, "", AOI, NOW, END.plusSeconds(i)))
                .toList());
    Instant later = END.plusSeconds(100_000);
    return Stream.of(
        full.when(BY_AOI, invite("c1", MAIL))
            .thenRejected("[OR7] one too many", new TooManyInvitations(1_000)),
        full.when(BY_AOI, new InvitePerson("c1", MAIL, later))
            .at(END)
            .then(
                "[OR7] an expired one makes room",
                new InvitationRevoked("f0"),
                new PersonInvited("c1", MAIL, AOI, END, later)));
  }

  @TestFactory
  Stream<DynamicTest> using() {
    InvitationUsed used = new InvitationUsed("c1", YUI);
    return Stream.of(
        STAFFED.given(INVITED).when(SERVER, use("c1", MAIL)).then("[OR10] by whom it is for", used),
        STAFFED
            .given(INVITED)
            .when(SERVER, use("c1", "YUI@tsubame.example"))
            .then("[OR10] in any case", used),
        STAFFED
            .given(INVITED)
            .when(SERVER, use("c1", "ren@tsubame.example"))
            .thenRejected("[OR10] by somebody else", new InvitationInvalid()),
        STAFFED
            .given(ANYBODY)
            .when(SERVER, use("c2", "ren@tsubame.example"))
            .then("[OR10] by anybody", new InvitationUsed("c2", YUI)),
        STAFFED
            .given(INVITED)
            .when(SERVER, use("c1", MAIL))
            .at(END.minusMillis(1))
            .then("[OR10] just before the end", used),
        STAFFED
            .given(INVITED)
            .when(SERVER, use("c1", MAIL))
            .at(END)
            .thenRejected("[OR10] at the end", new InvitationInvalid()),
        STAFFED
            .when(SERVER, use("c1", MAIL))
            .thenRejected("[OR10] unknown", new InvitationInvalid()),
        STAFFED
            .given(INVITED, used)
            .when(SERVER, use("c1", MAIL))
            .thenRejected("[OR10] once", new InvitationInvalid()),
        STAFFED
            .given(INVITED, new InvitationRevoked("c1"))
            .when(SERVER, use("c1", MAIL))
            .thenRejected("[OR10] revoked", new InvitationInvalid()));
  }

  @TestFactory
  Stream<DynamicTest> revoking() {
    InvitationRevoked revoked = new InvitationRevoked("c1");
    return Stream.of(
        STAFFED
            .given(INVITED)
            .when(BY_AOI, new RevokeInvitation("c1"))
            .then("an open one", revoked),
        STAFFED
            .given(INVITED)
            .when(SERVER, new RevokeInvitation("c1"))
            .then("an open one", revoked),
        STAFFED.when(BY_AOI, new RevokeInvitation("c1")).thenNothing("[OR9] not there"));
  }
}
