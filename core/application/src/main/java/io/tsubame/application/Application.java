package io.tsubame.application;

import io.tsubame.application.account.Addresses;
import io.tsubame.application.account.ApiTokens;
import io.tsubame.application.account.Registration;
import io.tsubame.application.account.SignIn;
import io.tsubame.application.contact.Contacts;
import io.tsubame.application.contact.DirectRooms;
import io.tsubame.application.file.Downloads;
import io.tsubame.application.file.Portraits;
import io.tsubame.application.file.Uploads;
import io.tsubame.application.organization.Departures;
import io.tsubame.application.organization.Invitations;
import io.tsubame.application.organization.SetUp;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.query.Queries;
import io.tsubame.application.room.GroupRooms;
import io.tsubame.application.room.InvitationLinks;
import io.tsubame.application.search.Search;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.session.Sessions;
import io.tsubame.application.shard.Commands;
import io.tsubame.domain.Limits;
import java.time.Clock;

/// Everything that a door needs: what takes one command goes to [#commands], questions go to
/// [#queries] after [Freshness#awaitOwnWrites], and the rest are use cases.
///
/// @param ports what all of it stands on
public record Application(
    Ports ports,
    Tokens tokens,
    Sessions sessions,
    Registration registration,
    SignIn signIn,
    Addresses addresses,
    ApiTokens apiTokens,
    SetUp setUp,
    Invitations invitations,
    Departures departures,
    Contacts contacts,
    DirectRooms directRooms,
    GroupRooms groupRooms,
    InvitationLinks invitationLinks,
    Search search,
    Uploads uploads,
    Downloads downloads,
    Portraits portraits) {

  /// The use cases over these ports.
  public static Application over(Ports ports) {
    Tokens tokens = new Tokens(ports.random());
    Sessions sessions =
        new Sessions(ports.sessions(), tokens, ports.clock(), Sessions.Lifetime.DEFAULT);
    Registration registration = new Registration(ports);
    DirectRooms directRooms = new DirectRooms(ports);
    return new Application(
        ports,
        tokens,
        sessions,
        registration,
        new SignIn(ports),
        new Addresses(ports),
        new ApiTokens(ports, tokens),
        new SetUp(ports, tokens, registration),
        new Invitations(ports, tokens, registration),
        new Departures(ports, sessions),
        new Contacts(ports, directRooms),
        directRooms,
        new GroupRooms(ports, tokens),
        new InvitationLinks(ports, tokens),
        new Search(ports.queries(), ports.index(), ports.searchLimits(), ports.clock()),
        new Uploads(ports, tokens),
        new Downloads(ports),
        new Portraits(ports, tokens));
  }

  public Commands commands() {
    return ports.commands();
  }

  public Queries queries() {
    return ports.queries();
  }

  public Freshness freshness() {
    return ports.freshness();
  }

  public Clock clock() {
    return ports.clock();
  }

  public Limits limits() {
    return ports.limits();
  }
}
