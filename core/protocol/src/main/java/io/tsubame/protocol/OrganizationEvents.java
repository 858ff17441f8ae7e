package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationEvent.InvitationRevoked;
import io.tsubame.domain.organization.OrganizationEvent.InvitationUsed;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import io.tsubame.domain.organization.OrganizationEvent.PersonAdded;
import io.tsubame.domain.organization.OrganizationEvent.PersonInvited;
import io.tsubame.domain.organization.OrganizationEvent.PersonRemoved;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationEvent.RankChanged;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.OrganizationProto;
import java.util.List;
import java.util.Map;

/// What happens to organizations.
final class OrganizationEvents {

  static final EnumPairs<Rank, OrganizationProto.Rank> RANKS =
      EnumPairs.of(
          Rank.class,
          OrganizationProto.Rank.class,
          Map.of(
              Rank.USER, OrganizationProto.Rank.RANK_USER,
              Rank.ADMINISTRATOR, OrganizationProto.Rank.RANK_ADMINISTRATOR));
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              128,
              "organization.founded",
              1,
              OrganizationFounded.class,
              OrganizationProto.OrganizationFounded.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              129,
              "organization.renamed",
              1,
              OrganizationRenamed.class,
              OrganizationProto.OrganizationRenamed.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              130,
              "organization.person-added",
              1,
              PersonAdded.class,
              OrganizationProto.PersonAdded.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              131,
              "organization.person-removed",
              1,
              PersonRemoved.class,
              OrganizationProto.PersonRemoved.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              132,
              "organization.rank-changed",
              1,
              RankChanged.class,
              OrganizationProto.RankChanged.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              133,
              "organization.person-invited",
              1,
              PersonInvited.class,
              OrganizationProto.PersonInvited.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              134,
              "organization.invitation-used",
              1,
              InvitationUsed.class,
              OrganizationProto.InvitationUsed.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read),
          new Current<>(
              135,
              "organization.invitation-revoked",
              1,
              InvitationRevoked.class,
              OrganizationProto.InvitationRevoked.parser(),
              OrganizationEvents::write,
              OrganizationEvents::read));

  private OrganizationEvents() {}

  private static OrganizationProto.OrganizationFounded write(OrganizationFounded event) {
    return OrganizationProto.OrganizationFounded.newBuilder()
        .setOrganization(event.organization().value())
        .setName(event.name())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static OrganizationFounded read(OrganizationProto.OrganizationFounded message) {
    return new OrganizationFounded(
        new OrganizationId(message.getOrganization()),
        message.getName(),
        Times.time(message.getAtMillis()));
  }

  private static OrganizationProto.OrganizationRenamed write(OrganizationRenamed event) {
    return OrganizationProto.OrganizationRenamed.newBuilder().setName(event.name()).build();
  }

  private static OrganizationRenamed read(OrganizationProto.OrganizationRenamed message) {
    return new OrganizationRenamed(message.getName());
  }

  private static OrganizationProto.PersonAdded write(PersonAdded event) {
    return OrganizationProto.PersonAdded.newBuilder()
        .setAccount(event.account().value())
        .setRank(RANKS.toPublished(event.rank()))
        .build();
  }

  private static PersonAdded read(OrganizationProto.PersonAdded message) {
    return new PersonAdded(new AccountId(message.getAccount()), RANKS.toDomain(message.getRank()));
  }

  private static OrganizationProto.PersonRemoved write(PersonRemoved event) {
    return OrganizationProto.PersonRemoved.newBuilder().setAccount(event.account().value()).build();
  }

  private static PersonRemoved read(OrganizationProto.PersonRemoved message) {
    return new PersonRemoved(new AccountId(message.getAccount()));
  }

  private static OrganizationProto.RankChanged write(RankChanged event) {
    return OrganizationProto.RankChanged.newBuilder()
        .setAccount(event.account().value())
        .setRank(RANKS.toPublished(event.rank()))
        .build();
  }

  private static RankChanged read(OrganizationProto.RankChanged message) {
    return new RankChanged(new AccountId(message.getAccount()), RANKS.toDomain(message.getRank()));
  }

  private static OrganizationProto.PersonInvited write(PersonInvited event) {
    OrganizationProto.PersonInvited.Builder message =
        OrganizationProto.PersonInvited.newBuilder()
            .setCode(event.code())
            .setEmail(event.email())
            .setAtMillis(Times.millis(event.at()))
            .setExpiresAtMillis(Times.millis(event.expiresAt()));
    if (event.invitedBy() != null) {
      message.setInvitedBy(event.invitedBy().value());
    }
    return message.build();
  }

  private static PersonInvited read(OrganizationProto.PersonInvited message) {
    return new PersonInvited(
        message.getCode(),
        message.getEmail(),
        message.hasInvitedBy() ? new AccountId(message.getInvitedBy()) : null,
        Times.time(message.getAtMillis()),
        Times.time(message.getExpiresAtMillis()));
  }

  private static OrganizationProto.InvitationUsed write(InvitationUsed event) {
    return OrganizationProto.InvitationUsed.newBuilder()
        .setCode(event.code())
        .setAccount(event.account().value())
        .build();
  }

  private static InvitationUsed read(OrganizationProto.InvitationUsed message) {
    return new InvitationUsed(message.getCode(), new AccountId(message.getAccount()));
  }

  private static OrganizationProto.InvitationRevoked write(InvitationRevoked event) {
    return OrganizationProto.InvitationRevoked.newBuilder().setCode(event.code()).build();
  }

  private static InvitationRevoked read(OrganizationProto.InvitationRevoked message) {
    return new InvitationRevoked(message.getCode());
  }
}
