import { useCallback, useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Toaster } from '../components/toaster.tsx';
import { SetUp } from '../features/entrance/set-up.tsx';
import { SignIn } from '../features/entrance/sign-in.tsx';
import { SignUp } from '../features/entrance/sign-up.tsx';
import {
  ask, browserClock, browserMemory, forgetEverybody, openBrowserSocket, putToStorage, setCsrfToken,
} from '../lib/browser.ts';
import { explain } from '../lib/failures.ts';
import { useText } from '../lib/i18n.ts';
import { sha256 } from '../lib/sha256.ts';
import { ClientContext, useStore } from '../lib/use-client.ts';
import { SyncClient } from '../sync/client.ts';
import { ApiFailure } from '../sync/ports.ts';
import type { Session } from '../sync/protocol.ts';
import { Shell } from './shell.tsx';

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'set-up'; readonly codeNeeded: boolean }
  | { readonly kind: 'outside' }
  | { readonly kind: 'inside'; readonly client: SyncClient }
  | { readonly kind: 'broken'; readonly failure: unknown };

/** How often a server that does not answer is asked again. */
const RETRY_MILLIS = 5_000;

async function stageNow(): Promise<Stage> {
  try {
    return inside(await ask<Session>('GET', '/v1/session'));
  } catch (failure) {
    if (!(failure instanceof ApiFailure) || failure.status !== 401) return { kind: 'broken', failure };
    forgetEverybody();
  }
  try {
    const setUp = await ask<{ needed: boolean; code_needed: boolean }>('GET', '/v1/setup');
    return setUp.needed ? { kind: 'set-up', codeNeeded: setUp.code_needed } : { kind: 'outside' };
  } catch (failure) {
    return { kind: 'broken', failure };
  }
}

function inside(session: Session): Stage {
  setCsrfToken(session.csrf_token);
  const client = new SyncClient(session.account, {
    ask,
    openSocket: openBrowserSocket,
    clock: browserClock,
    memory: browserMemory,
    random: Math.random,
    put: putToStorage,
    hash: sha256,
    newKey: () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-'),
  });
  client.start();
  return { kind: 'inside', client };
}

export function App() {
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const begin = useCallback(() => void stageNow().then(setStage), []);
  useEffect(begin, [begin]);
  const enter = useCallback((session: Session) => setStage(inside(session)), []);
  return (
    <>
      <StageView stage={stage} enter={enter} again={begin} />
      <Toaster />
    </>
  );
}

function StageView({ stage, enter, again }: { stage: Stage; enter: (s: Session) => void; again: () => void }) {
  const text = useText();
  const broken = stage.kind === 'broken';
  useEffect(() => {
    if (!broken) return undefined;
    window.addEventListener('online', again);
    const timer = setInterval(again, RETRY_MILLIS);
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, [broken, again]);
  switch (stage.kind) {
    case 'asking':
      return <div className="opening" aria-busy="true" aria-label={text('app.loading')} />;
    case 'broken':
      return (
        <div className="page-note" role="alert">
          <p>{text('app.retrying', { reason: explain(text, stage.failure) })}</p>
          <button type="button" className="button button-primary" onClick={again}>
            {text('common.retry')}
          </button>
        </div>
      );
    case 'set-up':
      return <SetUp codeNeeded={stage.codeNeeded} onDone={enter} />;
    case 'outside':
      return <Outside enter={enter} />;
    case 'inside':
      return <Inside client={stage.client} />;
  }
}

function Outside({ enter }: { enter: (session: Session) => void }) {
  const [path] = useLocation();
  return (
    <Switch>
      <Route path="/sign-up/:code">{({ code }) => <SignUp code={code} onDone={enter} />}</Route>
      <Route>
        <SignIn onDone={enter} invited={path.startsWith('/g/')} />
      </Route>
    </Switch>
  );
}

/** To the entrance. A new password ends the connection, too, but not the session that came with it. */
async function leave(): Promise<void> {
  const failure: unknown = await ask('GET', '/v1/session').then(
    () => null,
    (problem: unknown) => problem,
  );
  if (failure instanceof ApiFailure && failure.status === 401) forgetEverybody();
  location.assign('/');
}

function Inside({ client }: { client: SyncClient }) {
  const connection = useStore(client.connection.state);
  useEffect(() => {
    if (connection === 'ended') void leave();
  }, [connection]);
  useEffect(() => {
    const wake = (): void => client.connection.wake();
    const look = (): void => {
      client.setAway(document.hidden);
      if (!document.hidden) wake();
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', look);
    };
  }, [client]);
  useEffect(() => {
    // What is on its way to the server is lost with the page.
    const warn = (event: BeforeUnloadEvent): void => {
      if (client.uploads.batches.get().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [client]);
  return (
    <ClientContext value={client}>
      <Switch>
        <Route path="/sign-up/:code">
          <Redirect to="/" />
        </Route>
        <Route>
          <Shell />
        </Route>
      </Switch>
    </ClientContext>
  );
}
