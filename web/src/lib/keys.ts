const apple = /mac|iphone|ipad/i.test(navigator.userAgent);

/** What the key that goes with shortcuts is called on this machine. */
export const commandKey = apple ? '⌘' : 'Ctrl';

/** Whether a key belongs to an input method's conversion: it must do nothing else. */
export function isComposing(event: { nativeEvent: KeyboardEvent } | KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}
