import { Suspense, lazy, useCallback } from 'react';
import { PersonCard } from '../features/contacts/person-card.tsx';
// Not loaded later: who opens it types on at once.
import { Palette } from '../features/palette/palette.tsx';
import { personShown } from '../lib/person-shown.ts';
import { useStore } from '../lib/use-client.ts';
import { closeWindow, windowShown } from '../lib/windows.ts';

const ShortcutSheet = lazy(() =>
  import('../features/palette/shortcut-sheet.tsx').then((part) => ({ default: part.ShortcutSheet })),
);
const CreateGroup = lazy(() =>
  import('../features/rooms/create-group.tsx').then((part) => ({ default: part.CreateGroup })),
);
const CategoriesDialog = lazy(() =>
  import('../features/rooms/categories-dialog.tsx').then((part) => ({ default: part.CategoriesDialog })),
);

const WINDOWS = {
  palette: Palette,
  keys: ShortcutSheet,
  group: CreateGroup,
  categories: CategoriesDialog,
} as const;

/** The windows that belong to no one page. */
export function Windows() {
  const shown = useStore(windowShown);
  const person = useStore(personShown);
  const Shown = shown === null ? null : WINDOWS[shown];
  const close = useCallback(() => {
    if (shown !== null) closeWindow(shown);
  }, [shown]);
  return (
    <Suspense fallback={null}>
      {Shown !== null && <Shown key={shown} onClose={close} />}
      {person !== null && <PersonCard key={person} id={person} onClose={() => personShown.set(null)} />}
    </Suspense>
  );
}
