// What a page of the campaign in a browser runs: an app of one user, beside another tab of the same.
import { createCrashRecovery, createPlatform, createStabilityClient, type Leadership } from '@sora/client';
import { seededRandom } from '@sora/core/testing';
import type { Changeable } from '../app-history.ts';
import type { AppLine } from '../app-lines.ts';
import { foundIn, settle, tellingOfPayments, tellOfParked, write, type WritingApp, type WritingPlaces } from '../writing-app.ts';

export interface PagePlan {
  readonly url: string;
  /** From the identity provider. */
  readonly identityToken: string;
  readonly run: number;
  readonly tab: number;
  readonly seed: number;
  readonly places: WritingPlaces;
  readonly changeable: readonly Changeable[];
}

/** Where what it writes down is safe from its death. */
declare const tell: (line: AppLine) => Promise<void>;

let app: WritingApp | undefined;

export const appRig = {
  async start({ url, identityToken, run, tab, seed, places, changeable }: PagePlan): Promise<void> {
    const device = createPlatform({ app: 'campaign' });
    const platform = tellingOfPayments({ ...device, leadership: telling(device.leadership, { run, tab }) }, run, tell);
    const crash = createCrashRecovery({ platform, release: '1' });
    const client = await createStabilityClient({ url, getIdentityToken: async () => identityToken }, { platform, crash });
    if (tab === 0) await tell({ kind: 'started', run, found: foundIn(client.outbox) });
    tellOfParked(client.outbox, tell);
    app = { client, tell, sleep: (ms) => new Promise((resume) => { platform.timers.after(ms, () => { resume(); }); }), places, run, tab, random: seededRandom(seed), changeable };
  },
  /** @param most things */
  write: async (most: number): Promise<void> => app && write(app, { most, mostWaiting: Infinity }),
  settle: async (patienceMs: number): Promise<void> => app && settle(app, patienceMs),
};

export type AppRig = typeof appRig;
Object.assign(globalThis, { rig: appRig });

function telling(leadership: Leadership, { run, tab }: { readonly run: number; readonly tab: number }): Leadership {
  return {
    campaign: (name, lead) => leadership.campaign(name, (signal) => {
      if (name === 'outbox') void tell({ kind: 'leads', run, tab });
      lead(signal);
    }),
  };
}
