package io.tsubame.application.query;

import io.tsubame.application.view.ViewStore;

/// All questions, answered from the views.
public final class ViewQueries {
  private ViewQueries() {}

  public static Queries over(ViewStore store) {
    RoomGate gate = new RoomGate(store);
    return new Queries(
        new ViewRoomQueries(store, gate),
        new ViewMessageQueries(gate),
        new ViewTaskQueries(store, gate),
        new ViewFileQueries(store, gate),
        new ViewPeopleQueries(store, gate),
        new ViewPersonalQueries(store, gate),
        new ViewOrganizationQueries(store),
        new ViewCredentialQueries(store));
  }
}
