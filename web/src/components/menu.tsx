import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { keepFocus } from '../lib/keep-focus.ts';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  /** Hears of its opening and closing. */
  readonly onOpen?: (open: boolean) => void;
}

/** A menu at a button. Not modal: what is modal there would put styles into the page. */
export function Menu({ trigger, children, onOpen }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(onOpen === undefined ? {} : { onOpenChange: onOpen })}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={keepFocus}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ItemProps {
  readonly icon?: ReactNode;
  readonly label: string;
  readonly onSelect: () => void;
  readonly danger?: boolean;
}

export function MenuItem({ icon, label, onSelect, danger = false }: ItemProps) {
  return (
    <DropdownMenu.Item className={danger ? 'menu-item menu-danger' : 'menu-item'} onSelect={onSelect}>
      {icon}
      {label}
    </DropdownMenu.Item>
  );
}

/** One of several, of which one is chosen; or one that is on or off. */
export function MenuChoice({ icon, label, chosen, onSelect, stays = false }: ItemProps & ChoiceProps) {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={chosen}
      onSelect={(event) => {
        if (stays) event.preventDefault();
        onSelect();
      }}
    >
      {icon}
      <span className="menu-words">{label}</span>
      <DropdownMenu.ItemIndicator className="menu-mark">
        <Check size={15} />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  /** Whether the menu stays open, for several choices in a row. */
  readonly stays?: boolean;
}

export function MenuTitle({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu-title">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />;
}
