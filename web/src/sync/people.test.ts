import { describe, expect, it } from 'vitest';
import { ownPerson } from '../testing/people.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { People } from './people.ts';
import { ApiFailure, Unreachable } from './ports.ts';
import type { Person } from './protocol.ts';
import { emptyState } from './state.ts';
import { Store } from './store.ts';

class Desk {
  readonly clock = new VirtualClock();
  readonly state = new Store(emptyState(ownPerson(1)));
  readonly asked: (readonly number[])[] = [];
  answer: (ids: readonly number[]) => Promise<readonly Person[]> = async (ids) => ids.map(ownPerson);
  readonly people = new People(
    this.state,
    (ids) => {
      this.asked.push(ids);
      return this.answer(ids);
    },
    this.clock,
  );

  name(id: number): string | undefined {
    return this.state.get().people.get(id)?.name;
  }
}

describe('people', () => {
  it('are looked up together, a hundred with a request', async () => {
    const desk = new Desk();
    for (let id = 2; id < 152; id++) desk.people.want(id);
    for (let id = 2; id < 152; id++) desk.people.want(id);
    await desk.clock.run(0);
    expect(desk.asked.map((ids) => ids.length)).toEqual([100, 50]);
    expect(desk.name(151)).toBe('person 151');
  });

  it('[W10] are asked for again until the server has answered, with growing pauses', async () => {
    const desk = new Desk();
    const works = desk.answer;
    desk.answer = () => Promise.reject(new Unreachable());
    desk.people.want(2);
    await desk.clock.run(60_000);
    expect(desk.asked.length).toBeGreaterThan(3);
    expect(desk.asked.length).toBeLessThan(10);
    desk.answer = works;
    await desk.clock.run(60_000);
    expect(desk.name(2)).toBe('person 2');
  });

  it('who are not shown are asked for once', async () => {
    const desk = new Desk();
    desk.answer = () => Promise.reject(new ApiFailure(404, 'person-not-found', ''));
    desk.people.want(2);
    await desk.clock.run(1_000);
    desk.people.want(2);
    await desk.clock.run(60_000);
    expect(desk.asked).toHaveLength(1);
  });

  it('are not given an old name by an answer from before', async () => {
    const desk = new Desk();
    let arrive = (): void => undefined;
    desk.answer = (ids) => new Promise((resolve) => (arrive = () => resolve(ids.map(ownPerson))));
    desk.people.want(2);
    await desk.clock.run(0);
    desk.state.update((state) => ({ ...state, people: new Map([...state.people, [2, { ...ownPerson(2), name: 'new' }]]) }));
    desk.people.told(2);
    arrive();
    await desk.clock.run(0);
    expect(desk.name(2)).toBe('new');
  });

  it('in doubt are fetched once, however often the connection came and went', async () => {
    const desk = new Desk();
    desk.people.want(2);
    await desk.clock.run(0);
    for (let turn = 0; turn < 5; turn++) desk.people.doubt([1, 2, 3]);
    await desk.clock.run(60_000);
    expect(desk.asked).toEqual([[2], [2]]);
  });
});
