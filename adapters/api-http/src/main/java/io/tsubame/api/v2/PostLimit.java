package io.tsubame.api.v2;

import io.tsubame.api.ApiError;
import io.tsubame.api.RateLimiter;
import io.tsubame.api.Refusal;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Window;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.time.Clock;

/// The limit on messages and tasks of one account in one room.
final class PostLimit {
  private static final ApiError EXCEEDED =
      new ApiError(429, "post-limit", "Rate limit for message posting per room exceeded.");

  private final RateLimiter posts;

  PostLimit(ServerLimits limits, RateLimits counts, Clock clock) {
    posts =
        new RateLimiter(
            limits.postsPerWindow(),
            new Window("posts", limits.postWindow(), limits.countedAccounts()),
            counts,
            clock);
  }

  /// Counts a post.
  ///
  /// @throws Refusal 429 where there were too many
  void take(AccountId account, RoomId room) {
    if (!posts.take(account + "/" + room).allowed()) {
      throw EXCEEDED.refusal();
    }
  }
}
