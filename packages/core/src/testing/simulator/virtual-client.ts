import type { LinkedGroup } from '../../ledger/operation.ts';
import type { PlantedBug } from './planted-bugs.ts';
import type { RandomWishes } from './random-wishes.ts';
import type { VirtualNetwork } from './virtual-network.ts';
import type { Answer } from './virtual-server.ts';
import type { Witness } from './witness.ts';
import type { World } from './world.ts';

/** How long a client waits for an answer, how long it pauses before it asks again (mean), and how often it asks. Virtual milliseconds. */
const patienceMs = 100;
const pauseMs = 10;
const mostAttempts = 12;

export interface ClientParts {
  readonly world: World;
  readonly network: VirtualNetwork;
  readonly wishes: RandomWishes;
  readonly witness: Witness;
  readonly keyWhenResent: PlantedBug['keyWhenResent'];
  /** Takes one operation of those that are left; false when there is none. */
  takesOne(): boolean;
}

/** Somebody who wants one thing after the other, and asks with the same key until there is an answer. */
export class VirtualClient {
  readonly #name: number;
  readonly #parts: ClientParts;
  #intention = 0;
  #attempt = 0;
  #wish: LinkedGroup | undefined;
  #cancel: () => void = () => undefined;

  constructor(name: number, parts: ClientParts) {
    this.#name = name;
    this.#parts = parts;
  }

  get isIdle(): boolean {
    return this.#wish === undefined;
  }

  begin(): void {
    const { world: { chance, faults }, wishes, takesOne } = this.#parts;
    this.#wish = undefined;
    this.#intention += 1;
    this.#attempt = 0;
    if (!takesOne()) return;
    this.#wish = wishes.next(`${chance.happens(faults.poison) ? 'poison-' : ''}${this.#name}-${this.#intention}`);
    this.#ask(this.#wish);
  }

  #ask(wish: LinkedGroup): void {
    const { world: { loop }, network } = this.#parts;
    const intention = this.#intention;
    this.#attempt += 1;
    const group = this.#asAsked(wish);
    network.request(group, (answer) => this.#hear(answer, group, intention));
    this.#cancel = loop.after(patienceMs, () => this.#askAgain(wish));
  }

  #asAsked(wish: LinkedGroup): LinkedGroup {
    const { keyWhenResent } = this.#parts;
    if (keyWhenResent === undefined || this.#attempt === 1) return wish;
    const [first, ...others] = wish.operations;
    const renewed = (key: string) => keyWhenResent(key, this.#attempt);
    return { ...wish, operations: [{ ...first, key: renewed(first.key) }, ...others.map((operation) => ({ ...operation, key: renewed(operation.key) }))] };
  }

  #hear(answer: Answer, group: LinkedGroup, intention: number): void {
    const { world: { counts, loop, chance, digest }, witness } = this.#parts;
    if (answer.kind === 'outcome') witness.hears(group, answer.outcome);
    // An answer to a doubled or a former request.
    if (intention !== this.#intention || this.#wish === undefined) return;
    this.#cancel();
    const wish = this.#wish;
    if (answer.kind === 'again') {
      this.#cancel = loop.after(chance.about(pauseMs), () => this.#askAgain(wish));
      return;
    }
    const count = answer.kind === 'poisoned' ? 'poisoned' : answer.outcome.kind === 'refused' ? 'refused' : 'acknowledged';
    counts[count] += 1;
    digest.add(`${count} ${group.operations[0].key}`);
    this.begin();
  }

  #askAgain(wish: LinkedGroup): void {
    const { world: { counts, digest } } = this.#parts;
    if (this.#attempt < mostAttempts) {
      this.#ask(wish);
      return;
    }
    counts.unknown += 1;
    digest.add(`unknown ${wish.operations[0].key}`);
    this.begin();
  }
}
