package io.tsubame.server.doctor;

/// Sizes for people.
final class Sizes {
  private Sizes() {}

  static String shown(long bytes) {
    if (bytes >= 10L << 30) {
      return (bytes >> 30) + " GiB";
    }
    return bytes >= 10L << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }
}
