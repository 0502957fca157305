import { type ClientPlatform, createCrashRecovery, createStabilityClient, type CrashRecoveryOfRun, type Journal, type JournalOpener, type StartStep } from '@sora/client';

/** Where an app is broken, so that every start of it dies: `restored-state` of what lies in its outbox. */
export const fatalKinds = ['import', 'first-render', 'later', 'restored-state'] as const;
export type FatalKind = (typeof fatalKinds)[number];

/**
 * What one start of an app does. `writes`: it queues messages, sends none, and is ended on purpose. `restored-place`: it dies only where the user
 * is brought back to where they were. `lives`: it goes on until it is killed. `sends`: it stays until the server has everything.
 */
export type StartKind = FatalKind | 'writes' | 'restored-place' | 'lives' | 'sends';

/** Mistakes of apps and clients, planted to see that the proof finds them. */
export type LadderBug = 'clears-outbox' | 'takes-kills-for-crashes';

export interface StartPlan {
  readonly kind: StartKind;
  readonly release: string;
  readonly url: string;
  /** From the identity provider. */
  readonly identityToken: string;
  readonly chat: string;
  /** From the first usable moment to the death of `later`. */
  readonly laterMs: number;
  readonly bug?: LadderBug;
}

/** What one start says of itself before it may die. */
export type StartWord =
  | { readonly kind: 'step'; readonly step: StartStep; readonly isRecovery: boolean; readonly place: string | null }
  | { readonly kind: 'usable' }
  | { readonly kind: 'ended'; readonly left: number };

export interface StartParts {
  readonly platform: ClientPlatform;
  readonly tell: (word: StartWord) => void;
  /** What this platform does with an error in what it draws. */
  readonly die: (crash: CrashRecoveryOfRun, error: Error) => void;
  readonly sleep: (ms: number) => Promise<void>;
}

export const queuedMessages = 5;
const home = '{"route":"chats"}';
const settlesMs = 60_000;

/** The first lines of an app. @throws {Error} that of an app which is broken at import */
export function beginApp(plan: StartPlan, { platform, tell }: StartParts): CrashRecoveryOfRun & { readonly place: string | undefined } {
  const watched = plan.bug === 'takes-kills-for-crashes' ? { ...platform, device: { ...platform.device, onFrame: () => () => undefined } } : platform;
  const crash = createCrashRecovery({ platform: watched, release: plan.release });
  const outcome = crash.perform();
  const place = outcome.kind === 'ready' ? outcome.navigation : undefined;
  tell({ kind: 'step', step: crash.plan.step, isRecovery: crash.plan.isRecovery, place: place ?? null });
  if (plan.kind === 'import') throw new Error('broken at import');
  return Object.assign(crash, { place });
}

/** All that comes after. */
export async function runApp(crash: ReturnType<typeof beginApp>, plan: StartPlan, parts: StartParts): Promise<void> {
  const { platform, tell, die, sleep } = parts;
  if (plan.kind === 'first-render') return die(crash, new Error('broken at first render'));
  const client = await createStabilityClient({ url: plan.url, getIdentityToken: async () => plan.identityToken }, { platform: plan.kind === 'writes' ? sendingNothing(platform) : platform, crash });
  if (plan.bug === 'clears-outbox' && crash.plan.isRecovery) await client.clearDrafts({ queued: true });
  if (plan.kind === 'restored-state' && client.outbox.items().length > 0) return die(crash, new Error('broken by a message that was kept'));
  if (plan.kind === 'restored-place' && crash.place !== undefined) return die(crash, new Error('broken by a place'));
  crash.keepPlace(home);
  crash.markInteractive();
  tell({ kind: 'usable' });
  if (plan.kind === 'later') {
    await sleep(plan.laterMs);
    return die(crash, new Error('broken later'));
  }
  if (plan.kind === 'writes') await queue(client, plan.chat, sleep);
  else if (plan.kind === 'sends') for (let waitedMs = 0; client.outbox.counts.unacknowledged > 0 && waitedMs < settlesMs; waitedMs += 50) await sleep(50);
  else return;
  const left = client.outbox.counts.unacknowledged;
  await client.stop();
  tell({ kind: 'ended', left });
}

async function queue({ outbox, signIn }: Awaited<ReturnType<typeof createStabilityClient>>, chatId: string, sleep: StartParts['sleep']): Promise<void> {
  while (!await signIn()) await sleep(100);
  for (let n = 1; n <= queuedMessages; n += 1) await outbox.send({ kind: 'message', chatId, text: `${chatId} ${n}` });
}

function sendingNothing(platform: ClientPlatform): ClientPlatform {
  return {
    ...platform,
    connect(url) {
      const { transport, openLiveSocket } = platform.connect(url);
      return { openLiveSocket, transport: async (request) => (request.path.endsWith('/messages') ? { kind: 'unanswered', reason: 'network' } : transport(request)) };
    },
  };
}

/** What lies in an outbox, byte by byte. */
export async function outboxOnDisk(openJournal: JournalOpener): Promise<Awaited<ReturnType<Journal['scan']>>> {
  const { journal } = await openJournal('outbox');
  const rows = await journal.scan({ box: 'item', limit: 1_000 });
  await journal.close();
  return rows;
}
