import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { Checks } from '../checks.ts';
import { type AppDevice, appDevice } from './app-device.ts';
import type { AppHistory } from './app-history.ts';
import { checkApp } from './check-app.ts';
import type { ClientSystem, Door } from './client-system.ts';
import type { PlantedBug } from './planted-bugs.ts';

export interface ClientKillOptions {
  readonly random: Random;
  /** Devices at work at once, each with a user and files of its own. */
  readonly devices: number;
  readonly clientKills: number;
  readonly serverKills: number;
  /** Shares of answers to clients, and of their connections, that are lost. */
  readonly lost: Parameters<Door['lose']>[0];
  /** Names the users and chats, unlike those of another campaign on the same servers. */
  readonly name: string;
  readonly bug?: PlantedBug;
  readonly tell: (sentence: string) => void;
}

/** Counts for the evidence. */
export interface ClientKillCounts {
  readonly clientKills: number;
  readonly serverKills: number;
  /** After a kill, a new start found what the server had not acknowledged. */
  readonly killsThatHit: number;
  /** Items that were found so, over all starts. */
  readonly itemsFound: number;
  readonly answersCut: number;
  /** Connections that led nowhere. */
  readonly unreached: number;
  readonly messages: number;
  readonly paid: number;
  readonly edits: number;
  readonly deletes: number;
  readonly confirmations: number;
  /** Paid ones that at the end wait for the user, who never said that they still want them. */
  readonly leftToTheUser: number;
}

/** After each of them everything is sent, so that a client that begins its numbers anew with an empty outbox is seen. */
const rounds = 2;
/** Of all kills, at least so many have to meet something that is under way. */
const leastHitRatio = 0.5;

/** Kills apps and servers at random moments while answers are lost, lets the apps send what is left, and compares what their clients promised with what the database keeps. */
export async function proveClientKills(checks: Checks, system: ClientSystem, options: ClientKillOptions): Promise<ClientKillCounts> {
  const { random, name, bug } = options;
  const users = Array.from({ length: options.devices }, (_, index) => `${name}-user-${index}`);
  const places = await system.openPlaces(name, users);
  await using door = await system.openDoor(random);
  await using stack = new AsyncDisposableStack();
  const devices: AppDevice[] = [];
  for (const userId of users) devices.push(stack.use(await appDevice({ userId, random, places, url: door.url, identityToken: system.identity.token(userId), ...(bug === undefined ? {} : { bug }) })));
  let serverKills = 0;
  for (let round = 1; round <= rounds; round += 1) {
    serverKills += await underFire({ system, door, devices }, options, round / rounds);
    await Promise.all(devices.map((device) => device.settle()));
  }
  const histories = await Promise.all(devices.map((device) => device.history()));
  for (const [index, { userId }] of devices.entries()) {
    const history = histories[index];
    if (history !== undefined) checkApp(checks, `kills, ${userId}`, await system.differences(userId, history));
  }
  const { gaps, brokenDigests, wrongHeads, apart } = await system.logs();
  checks.equal('kills: the logs of all chats are whole, and no message is without its payment', [gaps, brokenDigests, wrongHeads, apart], [[], [], [], []]);
  const counts = { ...sumOf(histories), clientKills: devices.reduce((sum, { kills }) => sum + kills, 0), serverKills, answersCut: door.cuts, unreached: door.unreached };
  checks.holds('kills: they met things that the server had not acknowledged', counts.killsThatHit >= leastHitRatio * counts.clientKills, { kills: counts.clientKills, thatHit: counts.killsThatHit, items: counts.itemsFound });
  checks.holds('kills: answers were lost, and requests', counts.answersCut > 0 && counts.unreached > 0, { answersCut: counts.answersCut, unreached: counts.unreached });
  return counts;
}

interface Battlefield {
  readonly system: ClientSystem;
  readonly door: Door;
  readonly devices: readonly AppDevice[];
}

/** @param share of all kills of clients that are done when it ends; of the kills of servers each round has its part @returns kills of servers */
async function underFire({ system, door, devices }: Battlefield, { clientKills, serverKills, lost, random, tell }: ClientKillOptions, share: number): Promise<number> {
  door.lose(lost);
  const here = Math.ceil(serverKills / rounds);
  let killed = 0;
  const servers = (async () => {
    for (; killed < here; killed += 1) {
      await sleep(500 + 1_500 * random.next());
      await system.servers.restart(killed % 2 === 0 ? 0 : 1);
      tell(`killed a server, ${killed + 1} of ${here}; ${devices.reduce((sum, { kills }) => sum + kills, 0)} kills of clients`);
    }
  })();
  await Promise.all([servers, ...devices.map(async (device) => {
    while (device.kills < share * clientKills / devices.length || killed < here) await device.liveAndDie();
  })]);
  door.lose({ answers: 0, connections: 0 });
  return killed;
}

function sumOf(histories: readonly AppHistory[]) {
  const sum = (figure: (history: AppHistory) => number) => histories.reduce((total, history) => total + figure(history), 0);
  return {
    killsThatHit: sum(({ starts }) => starts.filter(({ found }) => found > 0).length),
    itemsFound: sum(({ starts }) => starts.reduce((items, { found }) => items + found, 0)),
    messages: sum(({ counts }) => counts.message),
    paid: sum(({ counts }) => counts.paid),
    edits: sum(({ counts }) => counts.edit),
    deletes: sum(({ counts }) => counts.delete),
    confirmations: sum(({ counts }) => counts.confirm),
    leftToTheUser: sum(({ settled }) => settled?.toConfirm.length ?? 0),
  };
}
