package io.tsubame.server.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// Turns the relative times of scripts into times. `-3 10:15` is a quarter past ten on the third
/// working day before today, `+1` the next working day, `-35m` thirty-five minutes ago.
record Calendar(Instant today, ZoneId zone) {
  /// @param text `-35m`, or a number of working days
  /// @param time on that day, without meaning for minutes
  Instant at(String text, LocalTime time) {
    if (text.endsWith("m")) {
      int minutes = Integer.parseInt(text.substring(0, text.length() - 1));
      return today.plus(Duration.ofMinutes(minutes));
    }
    return workingDay(Integer.parseInt(text)).atTime(time).atZone(zone).toInstant();
  }

  LocalDate workingDay(int offset) {
    LocalDate day = today.atZone(zone).toLocalDate();
    for (int left = Math.abs(offset); left > 0; ) {
      day = day.plusDays(Integer.signum(offset));
      left -= isFree(day) ? 0 : 1;
    }
    return day;
  }

  private static boolean isFree(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
