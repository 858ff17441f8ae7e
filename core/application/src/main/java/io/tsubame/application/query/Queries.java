package io.tsubame.application.query;

/// All questions that can be asked.
public record Queries(
    RoomQueries rooms,
    MessageQueries messages,
    TaskQueries tasks,
    FileQueries files,
    PeopleQueries people,
    PersonalQueries personal,
    OrganizationQueries organizations,
    CredentialQueries credentials) {}
