import * as Popover from '@radix-ui/react-popover';
import { AppWindow, AtSign, CircleQuestionMark, CodeXml, Minus, Quote, Smile, SquarePen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Face } from '../../components/avatar.tsx';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { EMOJI } from '../../lib/emoji.ts';
import { keepFocus } from '../../lib/keep-focus.ts';
import { useText } from '../../lib/i18n.ts';
import type { Person } from '../../sync/protocol.ts';

type OnPick = (text: string) => void;

function Picker({ label, icon, children }: { label: string; icon: ReactNode; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="icon-button" aria-label={label} title={label}>
        {icon}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          onCloseAutoFocus={keepFocus}
        >
          {children(() => setOpen(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Addresses people, by name. */
export function ToPicker({ people, group, onPick }: { people: readonly Person[]; group: boolean; onPick: OnPick }) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const shown = people.filter((person) => person.name.toLowerCase().includes(typed.toLowerCase()));
  return (
    <Picker label={text('composer.to')} icon={<AtSign size={18} />}>
      {(close) => (
        <div className="to-picker">
          <input
            type="search"
            value={typed}
            aria-label={text('composer.to')}
            placeholder={text('composer.to')}
            onChange={(event) => setTyped(event.target.value)}
          />
          {group && (
            <button
              type="button"
              onClick={() => {
                onPick('[toall]\n');
                close();
              }}
            >
              {text('composer.everybody')}
            </button>
          )}
          {shown.slice(0, 50).map((person) => (
            <button
              key={person.account_id}
              type="button"
              onClick={() => {
                onPick(`[To:${person.account_id}]${person.name}\n`);
                close();
              }}
            >
              <Face src={person.avatar_url} size={22} />
              {person.name}
            </button>
          ))}
        </div>
      )}
    </Picker>
  );
}

export function EmojiPicker({ onPick }: { onPick: OnPick }) {
  const text = useText();
  return (
    <Picker label={text('composer.emoji')} icon={<Smile size={18} />}>
      {(close) => (
        <div className="emoji-picker">
          {[...EMOJI].map(([code, picture]) => (
            <button
              key={code}
              type="button"
              title={code}
              aria-label={code}
              onClick={() => {
                onPick(code);
                close();
              }}
            >
              {picture}
            </button>
          ))}
        </div>
      )}
    </Picker>
  );
}

/** @param onAround puts texts before and after what is selected */
export function FormatMenu({ onAround, onHelp }: { onAround: (before: string, after: string) => void; onHelp: () => void }) {
  const text = useText();
  return (
    <Menu
      trigger={
        <button type="button" className="icon-button" aria-label={text('composer.format')} title={text('composer.format')}>
          <SquarePen size={18} />
        </button>
      }
    >
      <MenuItem
        icon={<AppWindow size={16} />}
        label={text('composer.info')}
        onSelect={() => onAround('[info][title]', '[/title]\n[/info]')}
      />
      <MenuItem
        icon={<CodeXml size={16} />}
        label={text('composer.code')}
        onSelect={() => onAround('[code]\n', '\n[/code]')}
      />
      <MenuItem icon={<Quote size={16} />} label={text('composer.quote')} onSelect={() => onAround('[qt]', '[/qt]')} />
      <MenuItem icon={<Minus size={16} />} label={text('composer.hr')} onSelect={() => onAround('[hr]', '')} />
      <MenuLine />
      <MenuItem icon={<CircleQuestionMark size={16} />} label={text('composer.help')} onSelect={onHelp} />
    </Menu>
  );
}
