import type { Answer, VirtualServer } from './virtual-server.ts';
import type { World } from './world.ts';

/** Mean time on the way, and how late a doubled request may be, in virtual milliseconds. */
const tripMs = 2;
const lateMs = 100;

/** Carries requests to any server and answers back: late, twice or not at all. */
export interface VirtualNetwork<Item, Outcome> {
  request(item: Item, hear: (answer: Answer<Outcome>) => void): void;
}

export function virtualNetwork<Item, Outcome>(world: World, servers: readonly VirtualServer<Item, Outcome>[]): VirtualNetwork<Item, Outcome> {
  const { loop, chance, counts } = world;

  function deliver(server: VirtualServer<Item, Outcome>, item: Item, hear: (answer: Answer<Outcome>) => void): void {
    server.receive(item, (answer) => {
      if (chance.happens(world.faults.answerLost)) counts.answersLost += 1;
      else loop.after(chance.about(tripMs), () => hear(answer));
    });
  }

  return {
    request(item, hear) {
      const server = chance.oneOf(servers);
      if (chance.happens(world.faults.requestDoubled)) {
        counts.requestsDoubled += 1;
        loop.after(chance.about(chance.happens(0.5) ? tripMs : lateMs), () => deliver(server, item, hear));
      }
      if (chance.happens(world.faults.requestLost)) counts.requestsLost += 1;
      else loop.after(chance.about(tripMs), () => deliver(server, item, hear));
    },
  };
}
