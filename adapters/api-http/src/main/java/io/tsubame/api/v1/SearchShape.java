package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.v1.Answers.Shape;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.search.Excerpt;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexState;
import io.tsubame.application.search.SearchAnswer;
import io.tsubame.application.search.SearchAnswer.Found;
import io.tsubame.application.search.SearchAnswer.Total;
import java.io.IOException;

/// What search finds, on the wire.
final class SearchShape {
  private static final int RADIX = Character.MAX_RADIX;

  private static final Schema.Fields EXCERPT =
      object(
          "Excerpt",
          required("text", TEXT),
          required("highlights", list(object(required("start", COUNT), required("end", COUNT)))),
          required("cut_before", FLAG),
          required("cut_after", FLAG));

  private static final Schema.Fields INDEX =
      object(
          "SearchIndex",
          required("state", Words.choice(IndexState.Condition.class)),
          required("lag", new Schema.Whole(0, Long.MAX_VALUE)),
          required("done_percent", orNull(new Schema.Whole(0, 100))));

  private static final Schema TOTAL = object(required("count", COUNT), required("exact", FLAG));

  private SearchShape() {}

  static Schema.Fields hits(String name, String thing, Schema schema) {
    return object(
        name,
        required("hits", list(hit(thing, schema))),
        required("total", orNull(TOTAL)),
        required("next", orNull(TEXT)),
        required("index", INDEX));
  }

  static Schema hit(String thing, Schema schema) {
    return object(required(thing, schema), required("excerpt", EXCERPT));
  }

  static <T> void write(JsonGenerator out, SearchAnswer<T> answer, String name, Shape<T> shape)
      throws IOException {
    IndexMark next = answer.next();
    out.writeStartObject();
    Answers.writeList(out, "hits", answer.hits(), (o, hit) -> writeHit(o, name, hit, shape));
    writeTotal(out, answer);
    if (next == null) {
      out.writeNullField("next");
    } else {
      out.writeStringField("next", cursor(next));
    }
    writeIndex(out, answer.index());
    out.writeEndObject();
  }

  static <T> void writeHit(JsonGenerator out, String name, Found<T> hit, Shape<T> shape)
      throws IOException {
    out.writeStartObject();
    out.writeFieldName(name);
    shape.write(out, hit.thing());
    out.writeFieldName("excerpt");
    writeExcerpt(out, hit.excerpt());
    out.writeEndObject();
  }

  /// @throws NumberFormatException where no answer could have had this cursor
  static IndexMark mark(String cursor) {
    String[] parts = cursor.split("_", -1);
    if (parts.length != 3) {
      throw new NumberFormatException("not three numbers");
    }
    return new IndexMark(
        Long.parseLong(parts[0], RADIX),
        Integer.parseInt(parts[1], RADIX),
        Integer.parseInt(parts[2], RADIX));
  }

  private static String cursor(IndexMark mark) {
    return Long.toString(mark.key(), RADIX)
        + "_"
        + Integer.toString(mark.number(), RADIX)
        + "_"
        + Integer.toString(mark.room(), RADIX);
  }

  private static void writeTotal(JsonGenerator out, SearchAnswer<?> answer) throws IOException {
    Total total = answer.total();
    if (total == null) {
      out.writeNullField("total");
      return;
    }
    out.writeObjectFieldStart("total");
    out.writeNumberField("count", total.count());
    out.writeBooleanField("exact", total.exact());
    out.writeEndObject();
  }

  private static void writeExcerpt(JsonGenerator out, Excerpt excerpt) throws IOException {
    out.writeStartObject();
    out.writeStringField("text", excerpt.text());
    out.writeArrayFieldStart("highlights");
    for (Excerpt.Range range : excerpt.highlights()) {
      out.writeStartObject();
      out.writeNumberField("start", range.start());
      out.writeNumberField("end", range.end());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeBooleanField("cut_before", excerpt.cutBefore());
    out.writeBooleanField("cut_after", excerpt.cutAfter());
    out.writeEndObject();
  }

  private static void writeIndex(JsonGenerator out, IndexState state) throws IOException {
    Progress made = state.remaking();
    out.writeObjectFieldStart("index");
    out.writeStringField("state", Words.of(state.condition()));
    out.writeNumberField("lag", state.lag());
    if (made == null) {
      out.writeNullField("done_percent");
    } else {
      long percent = made.total() == 0 ? 100 : 100 * made.done() / made.total();
      out.writeNumberField("done_percent", Math.clamp(percent, 0, 100));
    }
    out.writeEndObject();
  }
}
