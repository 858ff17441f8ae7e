import { describe, expect, it } from 'vitest';
import { placeOf } from './links.ts';

const HERE = 'https://chat.example.org';

describe('an address', () => {
  it('of this server leads to a chat or a message', () => {
    expect(placeOf(`${HERE}/rooms/7/30064771077`, HERE)).toEqual({ room: 7, message: '30064771077' });
    expect(placeOf(`${HERE}/rooms/7`, HERE)).toEqual({ room: 7, message: null });
  });

  it('as Chatwork writes it does, too', () => {
    expect(placeOf('https://www.chatwork.com/#!rid7-42', HERE)).toEqual({ room: 7, message: '42' });
    expect(placeOf('https://www.chatwork.com/#!rid7', HERE)).toEqual({ room: 7, message: null });
  });

  it('of anywhere else, or of no chat, leads nowhere', () => {
    for (const address of [
      'https://elsewhere.example.org/rooms/7/1',
      'https://chat.example.org.evil.example/rooms/7',
      `${HERE}/rooms/7/1/2`,
      `${HERE}/rooms/99999999999`,
      `${HERE}/rooms/0`,
      `${HERE}/settings`,
      'https://www.chatwork.com.evil.example/#!rid7-42',
    ]) {
      expect(placeOf(address, HERE), address).toBeNull();
    }
  });
});
