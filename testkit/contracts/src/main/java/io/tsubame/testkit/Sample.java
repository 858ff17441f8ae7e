package io.tsubame.testkit;

import java.util.Arrays;
import java.util.List;

/// Texts, and where a part of one of them begins and how long it is.
record Sample(List<String> texts, int which, int begin, int length) {
  String part(List<String> folded) {
    int[] points = folded.get(which % folded.size()).codePoints().toArray();
    if (points.length == 0) {
      return "";
    }
    int from = begin % points.length;
    int[] part = Arrays.copyOfRange(points, from, Math.min(points.length, from + length + 1));
    return new String(part, 0, part.length);
  }
}
