package io.tsubame.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaSplitterTest {
  private static final List<String> STREAM =
      List.of(
          "<?xml version='1.0'?>",
          "<stream:stream id='17' xmlns='jabber:client' from='localhost'>",
          "<stream:features><mechanisms xmlns='urn:x'><mechanism>PLAIN</mechanism></mechanisms>"
              + "<bind xmlns='urn:y'/></stream:features>",
          "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
          "<presence from='room@conference.localhost/u1'><x xmlns='muc'><status code='110'/></x>"
              + "</presence>",
          "<message id=\"a > b / '\"><body>つばめ &lt;fly&gt; \"home\" it's</body><x/></message>",
          "<message><body/></message>",
          "<message><a><a><a/></a><a></a></a></message>",
          "</stream:stream>");

  @ParameterizedTest(name = "{0} bytes at a time")
  @DisplayName("stanzas come out whole, however long the pieces are")
  @ValueSource(ints = {1, 2, 3, 7, 64, 4_096})
  void pieces(int length) throws IOException {
    byte[] bytes = bytes();
    List<Integer> ends = new ArrayList<>();
    for (int end = length; end < bytes.length; end += length) {
      ends.add(end);
    }
    assertThat(split(bytes, ends)).isEqualTo(STREAM);
  }

  @Test
  @DisplayName("stanzas come out whole, cut anywhere in two")
  void everyCut() throws IOException {
    byte[] bytes = bytes();
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(split(bytes, List.of(cut))).as("cut at %d", cut).isEqualTo(STREAM);
    }
  }

  @Test
  @DisplayName("stanzas come out whole, cut by chance")
  void byChance() throws IOException {
    byte[] bytes = bytes();
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Integer> ends =
          random.ints(random.nextInt(12), 0, bytes.length).sorted().boxed().toList();
      assertThat(split(bytes, ends)).as("seed %d", seed).isEqualTo(STREAM);
    }
  }

  @Test
  @DisplayName("two streams that take turns do not mix")
  void twoStreams() throws IOException {
    byte[] bytes = bytes();
    StanzaSplitter first = new StanzaSplitter();
    StanzaSplitter second = new StanzaSplitter();
    List<String> ofFirst = new ArrayList<>();
    List<String> ofSecond = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      give(first, bytes, at, at + 1, ofFirst);
      give(second, bytes, at, at + 1, ofSecond);
    }
    assertThat(ofFirst).isEqualTo(STREAM);
    assertThat(ofSecond).isEqualTo(STREAM);
  }

  @Test
  @DisplayName("a stanza without an end is refused")
  void endless() {
    byte[] text = "swallows fly home".getBytes(StandardCharsets.US_ASCII);
    StanzaSplitter splitter = new StanzaSplitter();
    List<String> stanzas = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              byte[] start = "<message><body>".getBytes(StandardCharsets.US_ASCII);
              give(splitter, start, 0, start.length, stanzas);
              for (int i = 0; i < 1 << 20; i++) {
                ByteBuffer space = splitter.space();
                while (space.remaining() >= text.length) {
                  space.put(text);
                }
                while (space.hasRemaining()) {
                  space.put((byte) ' ');
                }
                splitter.split(space, (bytes, from, to) -> stanzas.add(""));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a stanza is longer than");
    assertThat(stanzas).isEmpty();
  }

  /// With the white space that servers send to keep a connection open.
  private static byte[] bytes() {
    return (" " + String.join(" \n", STREAM) + " ").getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> split(byte[] bytes, List<Integer> ends) throws IOException {
    StanzaSplitter splitter = new StanzaSplitter();
    List<String> stanzas = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      give(splitter, bytes, from, end, stanzas);
      from = end;
    }
    give(splitter, bytes, from, bytes.length, stanzas);
    return stanzas;
  }

  private static void give(
      StanzaSplitter splitter, byte[] bytes, int from, int to, List<String> stanzas)
      throws IOException {
    ByteBuffer space = splitter.space();
    space.put(bytes, from, to - from);
    splitter.split(
        space,
        (in, begin, end) ->
            stanzas.add(new String(in, begin, end - begin, StandardCharsets.UTF_8)));
  }
}
