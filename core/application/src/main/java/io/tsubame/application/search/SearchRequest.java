package io.tsubame.application.search;

import io.tsubame.application.search.IndexQuery.Ranking;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What a reader asks.
///
/// @param query in the language of `docs/spec/search.md`
/// @param zone in which days begin
/// @param after where the page before ended, null for the first page
/// @param limit hits of the page at most
public record SearchRequest(
    String query, ZoneId zone, Ranking ranking, @Nullable IndexMark after, int limit) {}
