import { everyFault, type SimulatedFaults } from '../faults.ts';
import { simulate } from '../simulate.ts';
import { simulateWorld } from '../simulate-world.ts';
import type { SimulationReport } from '../simulation-report.ts';
import type { Cast } from '../trial.ts';
import type { World } from '../world.ts';
import { createChatAuditor } from './chat-auditor.ts';
import { type ChatCounts, noChatCounts } from './chat-counts.ts';
import { chatTrial, rowsOfBatch } from './chat-trial.ts';
import type { ChatOutcome, ChatWish } from './chat-wish.ts';
import { createChatWitness } from './chat-witness.ts';
import { type ChatWorldSize, openChatWorld } from './chat-world.ts';
import { decideChatBatch, type DecideChats } from './decide-chat-batch.ts';
import type { PlantedChatBug } from './planted-chat-bugs.ts';
import { randomChatWishes } from './random-chat-wishes.ts';

export interface ChatSimulation {
  /** A whole number below 2^32; everything follows from it and the settings beside it. */
  readonly seed: number;
  /** Sends, and changes of members. */
  readonly operations: number;
  /** Default 3. */
  readonly servers?: number;
  /** Default 200, each with one wish at a time. */
  readonly installs?: number;
  /** Default 60: most have several installs. */
  readonly users?: number;
  /** Default 8, of which one is hot. */
  readonly chats?: number;
  /** Default `everyFault`. */
  readonly faults?: SimulatedFaults;
  /** Default: none. */
  readonly bug?: PlantedChatBug;
  /** Called after each world; the simulation waits for it. */
  onProgress?(report: SimulationReport<ChatCounts>): void | Promise<void>;
}

/** A phone does not give up. Bounded all the same, so that a bug cannot keep a world alive for ever. */
const mostAttempts = 500;

/**
 * Lets the decisions about messages and their payments live through lost, late and doubled requests, batches of unknown outcome, crashes of
 * servers and of the database, in virtual time, and holds every commit and every answer against a second set of books.
 */
export async function simulateChats(settings: ChatSimulation): Promise<SimulationReport<ChatCounts>> {
  const { seed, operations, servers = 3, installs = 200, users = 60, chats = 8, faults = everyFault, bug = {}, onProgress } = settings;
  return simulate({
    seed, operations, noCounts: noChatCounts, onProgress,
    world: (worldSeed, share) => simulateWorld({ seed: worldSeed, operations: share, servers, clients: installs, faults, noCounts: noChatCounts, cast: (world) => chatCast(world, { chats, users }, bug) }),
  });
}

/** Who writes, what is written, and who looks on. */
function chatCast(world: World<ChatCounts>, size: ChatWorldSize, bug: Omit<PlantedChatBug, 'about'>): Cast<ChatWish, ChatOutcome> {
  const tables = openChatWorld(size);
  const auditor = createChatAuditor(world, tables);
  const witness = createChatWitness(world, tables);
  const honest: DecideChats = (state, wishes) => decideChatBatch(state, wishes);
  return {
    trial: chatTrial(tables, { auditor, decide: bug.decide?.() ?? honest, rowsOf: bug.rowsOf?.(rowsOfBatch) ?? rowsOfBatch }),
    wish: randomChatWishes(world.chance, tables, size),
    resent: bug.resent,
    mostAttempts,
    hears: witness.hears,
    isRefusal: ({ kind }) => kind === 'refused' || kind === 'payment-refused',
    conclude() {
      if (world.counts.unknown > 0) world.violated('stalled', `${world.counts.unknown} sends were given up`);
      auditor.conclude();
      witness.conclude();
    },
  };
}
