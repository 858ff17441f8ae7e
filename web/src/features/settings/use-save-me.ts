import { useCallback } from 'react';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Method } from '../../sync/ports.ts';
import type { OwnPerson } from '../../sync/protocol.ts';

/** Changes the own account, shows what came of it and says so. */
export function useSaveMe(): (method: Method, path: string, wish: unknown) => Promise<void> {
  const text = useText();
  const { ask, state } = useClient();
  return useCallback(
    async (method, path, wish) => {
      const person = await ask<OwnPerson>(method, path, wish);
      state.update((old) => ({ ...old, me: person, people: new Map(old.people).set(person.account_id, person) }));
      toast(text('settings.saved'));
    },
    [ask, state, text],
  );
}
