package io.tsubame.application.search;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads days, months and years as people write them: `2026-11-20`, `2026/11`, `2026`, `today`,
/// `昨日`. The clock says which day it is, and where.
final class DateReader {
  private static final Pattern DATE =
      Pattern.compile("([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?");

  private final LocalDate today;
  private final ZoneId zone;

  /// From `begin`, included, to `end`, excluded.
  record Span(Instant begin, Instant end) {}

  DateReader(Clock clock) {
    this.today = LocalDate.now(clock);
    this.zone = clock.getZone();
  }

  /// Empty where the text is no date.
  Optional<Span> read(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "today", "今日" -> Optional.of(span(today, today.plusDays(1)));
      case "yesterday", "昨日" -> Optional.of(span(today.minusDays(1), today));
      default -> number(DATE.matcher(text));
    };
  }

  private Optional<Span> number(Matcher date) {
    if (!date.matches()) {
      return Optional.empty();
    }
    try {
      int year = Integer.parseInt(date.group(1));
      if (date.group(2) == null) {
        LocalDate begin = LocalDate.of(year, 1, 1);
        return Optional.of(span(begin, begin.plusYears(1)));
      }
      int month = Integer.parseInt(date.group(2));
      if (date.group(3) == null) {
        LocalDate begin = YearMonth.of(year, month).atDay(1);
        return Optional.of(span(begin, begin.plusMonths(1)));
      }
      LocalDate day = LocalDate.of(year, month, Integer.parseInt(date.group(3)));
      return Optional.of(span(day, day.plusDays(1)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private Span span(LocalDate begin, LocalDate end) {
    return new Span(begin.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
  }
}
