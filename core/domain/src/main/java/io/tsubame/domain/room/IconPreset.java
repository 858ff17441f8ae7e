package io.tsubame.domain.room;

/// The pictures that a group room can choose from.
public enum IconPreset {
  GROUP,
  CHECK,
  DOCUMENT,
  MEETING,
  EVENT,
  PROJECT,
  BUSINESS,
  STUDY,
  SECURITY,
  STAR,
  IDEA,
  HEART,
  MAGCUP,
  BEER,
  MUSIC,
  SPORTS,
  TRAVEL
}
