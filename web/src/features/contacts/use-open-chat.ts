import { useLocation } from 'wouter';
import { useClient } from '../../lib/use-client.ts';

/** Goes to the direct chat with a contact or colleague, which is made if there is none. */
export function useOpenChat(): (id: number) => Promise<void> {
  const { ask, state } = useClient();
  const [, navigate] = useLocation();
  return async (id) => {
    const known = state.get().contacts.get(id)?.room_id ?? null;
    const room = known ?? (await ask<{ room_id: number }>('POST', `/v1/contacts/${id}/room`)).room_id;
    navigate(`/rooms/${room}`);
  };
}
