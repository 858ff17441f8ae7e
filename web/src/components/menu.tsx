import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import type { ReactNode } from 'react';

/** A menu at a button. Not modal: what is modal there would put styles into the page. */
export function Menu({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
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

export function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />;
}
