import { listeners } from '../session/listeners.ts';
import type { Platform } from '../ports/platform.ts';
import { beginRun } from './begin-run.ts';
import type { Capsule } from './capsule.ts';
import { capsuleStore } from './capsule-store.ts';
import type { CrashReporter } from './crash-reporter.ts';
import { decideStart, type StartPlan } from './ladder.ts';

/** This run's capsule, written at every change, and the step of the ladder that it is at. */
export interface RunRecord {
  readonly state: Capsule;
  readonly plan: StartPlan;
  /** What the run before this one left. */
  readonly last: Capsule | undefined;
  readonly refusedWrites: number;
  keep(change: Partial<Capsule>): void;
  /** Goes on as if the app had been started anew after this. */
  restart(change: Partial<Capsule>): void;
  subscribe(listener: (plan: StartPlan) => void): () => void;
}

export function openRunRecord({ capsule, device, randomId }: Pick<Platform, 'capsule' | 'device' | 'randomId'>, { release, reporter }: { readonly release: string; readonly reporter: CrashReporter | undefined }): RunRecord {
  const store = capsuleStore(capsule);
  const here = { release, hasScreen: device.onFrame !== undefined };
  const news = listeners<StartPlan>();
  const last = store.read();
  const boot = randomId();
  const begin = (before: Capsule | undefined) => {
    const plan = decideStart(before, here);
    return { plan, state: beginRun(before, plan, { release, boot, reporter, visibility: device.visibility }) };
  };
  let { plan, state } = begin(last);
  let refusedWrites = 0;
  const write = () => { if (!store.write(state)) refusedWrites += 1; };
  write();
  return {
    last,
    get state() { return state; },
    get plan() { return plan; },
    get refusedWrites() { return refusedWrites; },
    keep(change) {
      state = { ...state, ...change };
      write();
    },
    restart(change) {
      ({ plan, state } = begin({ ...state, ...change }));
      write();
      news.tell(plan);
    },
    subscribe: news.subscribe,
  };
}
