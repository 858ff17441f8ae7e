package io.tsubame.application.live;

import io.tsubame.application.query.OrganizationQueries;
import io.tsubame.application.query.PeopleQueries;
import io.tsubame.application.query.PersonalQueries;

/// The questions whose answers the live stream brings to one account.
public record AccountQueries(
    PeopleQueries people, OrganizationQueries organizations, PersonalQueries personal) {}
