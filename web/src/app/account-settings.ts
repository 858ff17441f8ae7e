import { useEffect } from 'react';
import { adopt, saved, unsaved } from '../lib/settings.ts';
import { useClient, useStore, useSync } from '../lib/use-client.ts';

/** Keeps the settings the same on all of the account's devices. */
export function useAccountSettings(): void {
  const { ask, state, ready, connection } = useClient();
  const known = useStore(ready);
  const live = useStore(connection.state) === 'live';
  const preferences = useSync(({ preferences }) => preferences);
  const waiting = useStore(unsaved);
  useEffect(() => {
    if (known) adopt(preferences);
  }, [known, preferences]);
  useEffect(() => {
    if (!live || waiting.size === 0) return;
    ask<Record<string, string>>('PATCH', '/v1/me/preferences', Object.fromEntries(waiting)).then(
      () => {
        // Before its frame comes, so that what the account had before is not taken over once more.
        state.update((old) => ({ ...old, preferences: new Map([...old.preferences, ...waiting]) }));
        saved(waiting);
      },
      // They are told with the next change, or when the connection is back.
      () => undefined,
    );
  }, [ask, state, live, waiting]);
}
