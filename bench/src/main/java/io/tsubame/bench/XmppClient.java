package io.tsubame.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// One client of an XMPP server, over TCP without TLS: it signs in (SASL PLAIN), binds a resource
/// and enters one room without its history. Not for several threads.
final class XmppClient implements Loop.Endpoint {
  static final String DOMAIN = "localhost";

  private static final byte[] MESSAGE = ascii("<message");
  private static final byte[] STREAM_ERROR = ascii("<stream:error");
  private static final byte[] STREAM_END = ascii("</stream");
  private static final String OPENING =
      "<?xml version='1.0'?><stream:stream to='"
          + DOMAIN
          + "' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  private final String name;
  private final Listener listener;
  private final SocketChannel channel;
  private final StanzaSplitter splitter = new StanzaSplitter();
  private Step step = Step.OPENED;

  /// How far it has come; each waits for one stanza.
  private enum Step {
    OPENED,
    AUTHENTICATING,
    REOPENED,
    BINDING,
    ONLINE,
    ENTERING,
    INSIDE,
    ENDED
  }

  /// Hears what the server says.
  interface Listener {
    /// It is signed in, or later in its room.
    void ready() throws IOException;

    /// A message is in `bytes` from one index to another, only while this runs.
    void message(byte[] bytes, int from, int to) throws IOException;

    void ended(String why);
  }

  /// Begins to connect.
  ///
  /// @param name of the account, and in the room; its password is the same
  XmppClient(Loop loop, int port, String name, Listener listener) throws IOException {
    this.name = name;
    this.listener = listener;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected =
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    loop.add(channel, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    if (connected) {
      send(OPENING);
    }
  }

  /// Enters a room, which is made where it is not there.
  void enter(String room) throws IOException {
    step = Step.ENTERING;
    send(
        "<presence to='"
            + room
            + "/"
            + name
            + "'><x xmlns='http://jabber.org/protocol/muc'>"
            + "<history maxstanzas='0'/></x></presence>");
  }

  /// @param id which the room gives back with the message
  /// @param body that needs no escapes
  void publish(String room, int id, String body) throws IOException {
    send(
        "<message type='groupchat' id='"
            + id
            + "' to='"
            + room
            + "'><body>"
            + body
            + "</body></message>");
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    try {
      if (channel.isConnected()) {
        read();
      } else if (channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_READ);
        send(OPENING);
      }
    } catch (IOException failure) {
      end(failure.toString());
    }
  }

  private void read() throws IOException {
    ByteBuffer space = splitter.space();
    if (channel.read(space) < 0) {
      end("hung up");
    } else {
      splitter.split(space, this::stanza);
    }
  }

  private void stanza(byte[] bytes, int from, int to) throws IOException {
    if (step == Step.INSIDE && begins(bytes, from, to, MESSAGE)) {
      listener.message(bytes, from, to);
    } else if (step != Step.INSIDE
        || begins(bytes, from, to, STREAM_ERROR)
        || begins(bytes, from, to, STREAM_END)) {
      told(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static boolean begins(byte[] bytes, int from, int to, byte[] word) {
    int end = from + word.length;
    return end <= to && Arrays.equals(bytes, from, end, word, 0, word.length);
  }

  private void told(String stanza) throws IOException {
    if (stanza.startsWith("<stream:error")
        || stanza.startsWith("</stream")
        || stanza.startsWith("<failure")
        || (step != Step.INSIDE && stanza.contains(" type='error'"))) {
      end(stanza);
      return;
    }
    switch (step) {
      case OPENED -> {
        if (stanza.startsWith("<stream:features")) {
          step = Step.AUTHENTICATING;
          authenticate();
        }
      }
      case AUTHENTICATING -> {
        if (stanza.startsWith("<success")) {
          step = Step.REOPENED;
          send(OPENING);
        }
      }
      case REOPENED -> {
        if (stanza.startsWith("<stream:features")) {
          step = Step.BINDING;
          send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        }
      }
      case BINDING -> {
        if (stanza.startsWith("<iq")) {
          step = Step.ONLINE;
          send("<presence/>");
          listener.ready();
        }
      }
      case ENTERING -> {
        // The status that marks one's own presence, which is the last of those that come.
        if (stanza.startsWith("<presence") && stanza.contains("code='110'")) {
          step = Step.INSIDE;
          listener.ready();
        }
      }
      case ONLINE, INSIDE, ENDED -> {
        // nothing that we wait for
      }
    }
  }

  private void authenticate() throws IOException {
    byte[] secret = ascii("\0" + name + "\0" + name);
    send(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString(secret)
            + "</auth>");
  }

  private void end(String why) {
    if (step != Step.ENDED) {
      step = Step.ENDED;
      try {
        channel.close();
      } catch (IOException _) {
        // it is gone in any case
      }
      listener.ended(why);
    }
  }

  private void send(String text) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(ascii(text));
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
