import type { Person } from '../../sync/protocol.ts';

export interface Completion {
  /** Where the `@` stands. */
  readonly from: number;
  readonly typed: string;
}

const LONGEST_NAME = 30;

/** The name that is being written after an `@` before the caret, if one is. */
export function completionAt(text: string, caret: number): Completion | null {
  const match = /(?:^|[\s\p{P}])[@＠]([^\s@＠]*)$/u.exec(text.slice(0, caret));
  const typed = match?.[1];
  if (typed === undefined || typed.length > LONGEST_NAME) return null;
  return { from: caret - typed.length - 1, typed: typed.toLowerCase() };
}

/** Those who are meant; names that begin with what is typed come first. */
export function matches(people: readonly Person[], typed: string): readonly Person[] {
  const rank = (person: Person): number => {
    const name = person.name.toLowerCase();
    if (name.startsWith(typed)) return 0;
    if (name.includes(typed)) return 1;
    return person.chatwork_id.toLowerCase().startsWith(typed) && typed !== '' ? 2 : 3;
  };
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name))
    .map((each) => each.person);
}
