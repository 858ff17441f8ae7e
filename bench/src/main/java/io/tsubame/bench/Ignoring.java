package io.tsubame.bench;

import com.linecorp.armeria.common.websocket.WebSocketFrame;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Takes what a client says, and does nothing with it.
final class Ignoring implements Subscriber<WebSocketFrame> {
  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(WebSocketFrame frame) {
    frame.close();
  }

  @Override
  public void onError(Throwable failure) {
    // the client is gone
  }

  @Override
  public void onComplete() {
    // the client is gone
  }
}
