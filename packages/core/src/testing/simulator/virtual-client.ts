import type { Cast } from './trial.ts';
import type { VirtualNetwork } from './virtual-network.ts';
import type { Answer } from './virtual-server.ts';
import type { World } from './world.ts';

/** How long a client waits for an answer, and how long it pauses before it asks again (mean), in virtual milliseconds. */
const patienceMs = 100;
const pauseMs = 10;

export interface ClientParts<Item, Outcome> {
  readonly world: World;
  readonly network: VirtualNetwork<Item, Outcome>;
  readonly cast: Cast<Item, Outcome>;
  /** Takes one operation of those that are left; false when there is none. */
  takesOne(): boolean;
}

/** Somebody who wants one thing after the other, and asks for the same until there is an answer. */
export class VirtualClient<Item, Outcome> {
  readonly #name: number;
  readonly #parts: ClientParts<Item, Outcome>;
  #count = 0;
  #attempt = 0;
  #intention = '';
  #wish: Item | undefined;
  #cancel: () => void = () => undefined;

  constructor(name: number, parts: ClientParts<Item, Outcome>) {
    this.#name = name;
    this.#parts = parts;
  }

  get isIdle(): boolean {
    return this.#wish === undefined;
  }

  begin(): void {
    const { world: { chance, faults }, cast, takesOne } = this.#parts;
    this.#wish = undefined;
    this.#count += 1;
    this.#attempt = 0;
    if (!takesOne()) return;
    this.#intention = `${chance.happens(faults.poison) ? 'poison-' : ''}${this.#name}-${this.#count}`;
    this.#wish = cast.wish(this.#intention, this.#name);
    this.#ask(this.#wish);
  }

  #ask(wish: Item): void {
    const { world: { loop }, network, cast: { resent } } = this.#parts;
    const intention = this.#intention;
    this.#attempt += 1;
    const item = resent === undefined || this.#attempt === 1 ? wish : resent(wish, this.#attempt);
    network.request(item, (answer) => this.#hear(answer, item, intention));
    this.#cancel = loop.after(patienceMs, () => this.#askAgain(wish));
  }

  #hear(answer: Answer<Outcome>, item: Item, intention: string): void {
    const { world: { loop, chance }, cast } = this.#parts;
    if (answer.kind === 'outcome') cast.hears(item, answer.outcome);
    // An answer to a doubled or a former request.
    if (intention !== this.#intention || this.#wish === undefined) return;
    this.#cancel();
    const wish = this.#wish;
    if (answer.kind === 'again') this.#cancel = loop.after(chance.about(pauseMs), () => this.#askAgain(wish));
    else this.#end(answer.kind === 'poisoned' ? 'poisoned' : cast.isRefusal(answer.outcome) ? 'refused' : 'acknowledged');
  }

  #askAgain(wish: Item): void {
    if (this.#attempt < this.#parts.cast.mostAttempts) this.#ask(wish);
    else this.#end('unknown');
  }

  #end(how: 'acknowledged' | 'refused' | 'poisoned' | 'unknown'): void {
    const { counts, digest } = this.#parts.world;
    counts[how] += 1;
    digest.add(`${how} ${this.#intention}`);
    this.begin();
  }
}
