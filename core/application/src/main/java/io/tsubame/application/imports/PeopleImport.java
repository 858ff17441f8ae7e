package io.tsubame.application.imports;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.EmailTaken;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.imports.ImportProgress.Stage;
import io.tsubame.application.imports.ImportedPerson.Standing;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountCommand.DeactivateAccount;
import io.tsubame.domain.organization.OrganizationCommand.AddPerson;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationFull;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The people of an import: their accounts first, and last their places in the organization.
final class PeopleImport {
  /// Enough for one flush to serve many, and below what an aggregate's mailbox holds.
  private static final Crew CREW = new Crew(256);

  private final Ports ports;
  private final Registration registration;

  PeopleImport(Ports ports, Registration registration) {
    this.ports = ports;
    this.registration = registration;
  }

  /// Accounts that are in no organization's list yet, by external id.
  Map<String, AccountId> register(
      ImportSource source, OrganizationId organization, ImportProgress progress) {
    Map<String, AccountId> accounts = new ConcurrentHashMap<>();
    LongAdder done = new LongAdder();
    int all = source.people().size();
    progress.reached(Stage.PEOPLE, 0, all);
    CREW.each(
        source.people(),
        person -> {
          CommandId id =
              CommandId.lasting("import:" + source.workspace() + ":person:" + person.id());
          accounts.put(person.id(), register(person, organization, id));
          done.increment();
          progress.reached(Stage.PEOPLE, done.sum(), all);
        });
    return accounts;
  }

  private AccountId register(ImportedPerson person, OrganizationId organization, CommandId id) {
    Rejection refusal = new EmailTaken();
    for (String address : person.addresses()) {
      Newcomer newcomer =
          new Newcomer(organization, rank(person), address, person.profile(), null, null);
      Answer<Registered> answer = Insistence.on(() -> registration.registerOutside(newcomer, id));
      switch (answer) {
        case Answer.Found<Registered>(Registered registered) -> {
          return registered.account();
        }
        case Answer.Refused<Registered>(Rejection reason) -> refusal = reason;
      }
    }
    throw new ImportStopped("person " + person.id(), refusal);
  }

  private static Rank rank(ImportedPerson person) {
    return person.standing() == Standing.ADMINISTRATOR ? Rank.ADMINISTRATOR : Rank.USER;
  }

  /// That the organization has a place for everybody: asked before anything can be seen.
  void checkPlaces(
      ImportSource source, OrganizationId organization, Map<String, AccountId> accounts) {
    Set<AccountId> everybody = new HashSet<>();
    Insistence.on(() -> ports.queries().organizations().people(organization))
        .forEach(person -> everybody.add(person.account()));
    source.people().stream()
        .filter(person -> person.standing() != Standing.FORMER)
        .forEach(person -> everybody.add(required(accounts, person.id())));
    int places = ports.limits().membersPerOrganization();
    if (everybody.size() > places) {
      throw new ImportStopped("a place for everybody", new OrganizationFull(places));
    }
  }

  /// The first alone, since who is first in a new organization becomes its administrator.
  void settle(ImportSource source, OrganizationId organization, Map<String, AccountId> accounts) {
    List<ImportedPerson> people = source.people();
    int alone = Math.min(1, people.size());
    for (ImportedPerson first : people.subList(0, alone)) {
      settle(first, organization, accounts);
    }
    CREW.each(
        people.subList(alone, people.size()), person -> settle(person, organization, accounts));
  }

  private void settle(
      ImportedPerson person, OrganizationId organization, Map<String, AccountId> accounts) {
    AccountId account = required(accounts, person.id());
    switch (person.standing()) {
      case ADMINISTRATOR, COLLEAGUE ->
          send(
              person,
              new AggregateId.Organization(organization),
              new AddPerson(account, rank(person)));
      case FORMER -> send(person, new AggregateId.Account(account), new DeactivateAccount());
    }
  }

  /// Of what a source names, everything was made before.
  static <T> T required(Map<String, T> made, String id) {
    T found = made.get(id);
    if (found == null) {
      throw new IllegalStateException("the source names what it does not list: " + id);
    }
    return found;
  }

  private void send(ImportedPerson person, AggregateId to, Command command) {
    Outcome outcome = Insistence.on(() -> ports.commands().send(to, command, Actor.SERVER, null));
    if (outcome instanceof Outcome.Rejected(Rejection reason)) {
      throw new ImportStopped("person " + person.id(), reason);
    }
  }
}
