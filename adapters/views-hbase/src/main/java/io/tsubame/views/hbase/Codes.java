package io.tsubame.views.hbase;

import io.tsubame.application.view.Table;

/// What HBase knows of each table of the port: a number that stands for it in rows, and how much of
/// a key its scans hold fast. Neither may ever change.
final class Codes {
  private static final int NUMBER = Integer.BYTES;
  private static final int KIND = 1;

  private Codes() {}

  static byte of(Table table) {
    return (byte)
        switch (table) {
          case ROOMS -> 1;
          case ROOM_HEADS -> 2;
          case MEMBERS -> 3;
          case DEPARTED -> 4;
          case ACCOUNT_ROOMS -> 5;
          case JOIN_REQUESTS -> 6;
          case MESSAGES -> 7;
          case REACTIONS -> 8;
          case MESSAGE_EDITS -> 9;
          case ROOM_CHANGES -> 10;
          case AUTHORED -> 11;
          case MENTIONS -> 12;
          case READ_MARKERS -> 13;
          case TASKS -> 14;
          case ROOM_TASKS -> 15;
          case ACCOUNT_TASKS -> 16;
          case FILES -> 17;
          case FILE_TEXTS -> 18;
          case ROOM_FILES -> 19;
          case MESSAGE_FILES -> 20;
          case ACCOUNT_FILES -> 21;
          case STORAGE_USE -> 22;
          case FILE_WORK -> 23;
          case FILE_BLOBS -> 24;
          case DELETED_FILES -> 25;
          case ACCOUNTS -> 26;
          case CREDENTIALS -> 27;
          case API_TOKENS -> 28;
          case HANDLES -> 29;
          case ORGANIZATIONS -> 30;
          case ORGANIZATION_NAMES -> 31;
          case ORGANIZATION_PEOPLE -> 32;
          case INVITATIONS -> 33;
          case INVITATION_CODES -> 34;
          case CONTACTS -> 35;
          case CONTACT_REQUESTS -> 36;
          case ARRANGEMENT -> 37;
          case CATEGORIES -> 38;
          case BOOKMARKS -> 39;
          case PREFERENCES -> 40;
          case COMMANDS -> 41;
          case REMEMBERED_COMMANDS -> 42;
          case FORGOTTEN_COMMANDS -> 43;
          case FRESH_IDS -> 44;
        };
  }

  /// How many bytes at the beginning of a key decide where it lies. They are the same in every scan
  /// of the table: the leading number of most tables, the kind of work of [Table#FILE_WORK], the
  /// name up to its end of [Table#ORGANIZATION_NAMES]; and all of keys that are only ever asked for
  /// one by one.
  static int fixed(Table table, byte[] key) {
    return switch (table) {
      case FILE_WORK -> KIND;
      case STORAGE_USE -> KIND + NUMBER;
      case ORGANIZATION_NAMES -> upToZero(key);
      case API_TOKENS, HANDLES, INVITATION_CODES, FILE_BLOBS -> key.length;
      case ROOMS,
          ROOM_HEADS,
          MEMBERS,
          DEPARTED,
          ACCOUNT_ROOMS,
          JOIN_REQUESTS,
          MESSAGES,
          REACTIONS,
          MESSAGE_EDITS,
          ROOM_CHANGES,
          AUTHORED,
          MENTIONS,
          READ_MARKERS,
          TASKS,
          ROOM_TASKS,
          ACCOUNT_TASKS,
          FILES,
          FILE_TEXTS,
          ROOM_FILES,
          MESSAGE_FILES,
          ACCOUNT_FILES,
          DELETED_FILES,
          ACCOUNTS,
          CREDENTIALS,
          ORGANIZATIONS,
          ORGANIZATION_PEOPLE,
          INVITATIONS,
          CONTACTS,
          CONTACT_REQUESTS,
          ARRANGEMENT,
          CATEGORIES,
          BOOKMARKS,
          PREFERENCES,
          COMMANDS,
          REMEMBERED_COMMANDS,
          FORGOTTEN_COMMANDS,
          FRESH_IDS ->
          NUMBER;
    };
  }

  /// How many bytes at the begin of a range decide where all of it may lie; 0 where it may lie
  /// anywhere.
  static int fixedInRange(Table table, byte[] from) {
    int fixed = fixed(table, from);
    return switch (table) {
      case API_TOKENS, HANDLES, INVITATION_CODES, FILE_BLOBS -> 0;
      case ORGANIZATION_NAMES -> fixed > 0 && from[fixed - 1] == 0 ? fixed : 0;
      default -> fixed <= from.length ? fixed : 0;
    };
  }

  private static int upToZero(byte[] key) {
    int at = 0;
    while (at < key.length && key[at] != 0) {
      at++;
    }
    return Math.min(at + 1, key.length);
  }
}
