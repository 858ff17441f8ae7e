import type { ComponentProps, MouseEvent } from 'react';
import { useLocation } from 'wouter';
import { messagePath, sequenceOf } from '../lib/message-ids.ts';
import { revealInTimeline } from '../lib/timeline-bus.ts';

interface Props extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  readonly room: number;
  /** Null for the chat as a whole. */
  readonly message: string | null;
  /** Hears that one goes there in this page. */
  readonly onFollow?: () => void;
}

/** Leads to a message without leaving the page; once more, if it was left by scrolling. */
export function MessageLink({ room, message, onFollow, children, ...rest }: Props) {
  const [, navigate] = useLocation();
  const path = message === null ? `/rooms/${room}` : messagePath(room, message);
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(path);
    if (message !== null) revealInTimeline(room, sequenceOf(message));
    onFollow?.();
  };
  return (
    <a {...rest} href={path} onClick={follow}>
      {children}
    </a>
  );
}
