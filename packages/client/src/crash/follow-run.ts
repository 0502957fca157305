import type { Platform } from '../ports/platform.ts';
import type { Capsule } from './capsule.ts';
import type { CaughtHere } from './evidence.ts';
import type { CrashReporter } from './crash-reporter.ts';
import type { CrashRecovery, TypedTexts } from './recovery.ts';
import { type LaunchLimits, openLaunchWindow } from './launch-window.ts';
import { quietly } from './quietly.ts';
import type { RunRecord } from './run-record.ts';
import { noteCaught } from './take-note.ts';

/** Whoever still runs after this long was not ended by what the platform called fatal. */
const outlivedAfterMs = 10_000;

interface FollowedRun extends Pick<CrashRecovery, 'note' | 'markInteractive' | 'markHealthy' | 'markEnding' | 'keepTexts' | 'uninstall'> {
  restart(change: Partial<Capsule>): void;
}

/** Keeps the record true while the app runs: its phase, whether it is seen, what was caught, what is typed. */
export function followRun({ device, errors, whenLastRunLives, timers }: Pick<Platform, 'device' | 'errors' | 'whenLastRunLives' | 'timers'>, record: RunRecord, { limits, reporter }: { readonly limits: LaunchLimits; readonly reporter: CrashReporter | undefined }): FollowedRun {
  let isInteractive = false;
  let drafts: TypedTexts | undefined;
  let stopForgiving = () => {};
  let unkeep = () => {};
  const forgive = (evidence: Capsule['evidence']) => { if (record.state.evidence === evidence) record.keep({ evidence: 'none', report: reporter?.forgiven(record.state) }); };
  const open = () => openLaunchWindow(timers, limits, (phase) => {
    forgive('suspected');
    record.keep({ phase });
  });
  const usable = () => {
    isInteractive = true;
    forgive('suspected');
  };
  const note = (error: unknown, caught: CaughtHere) => quietly(() => {
    const change = noteCaught(record.state, { error, caught }, { isInteractive, reporter, texts: () => quietly(() => drafts?.all()) ?? record.state.composer });
    if (caught.at === 'root') stopForgiving();
    if (change === undefined) return;
    record.keep(change);
    if (change.evidence === 'certain' && caught.at === 'global') stopForgiving = timers.after(outlivedAfterMs, () => { forgive('certain'); });
  });
  const unhook = quietly(() => errors.install(({ error, ...caught }) => { note(error, { ...caught, at: 'global', where: 'global' }); }));
  const unwatch = device.onVisibility((visibility) => { if (record.state.phase === 'launching' && visibility !== record.state.visibility) record.keep({ visibility }); });
  let launch = open();
  quietly(() => whenLastRunLives?.({ own: record.state.boot, last: record.last?.boot }, falseDeath(record)));
  return {
    note,
    markInteractive() {
      usable();
      launch.interactive();
    },
    markHealthy() {
      usable();
      launch.healthy();
    },
    markEnding() {
      launch.stop();
      record.keep({ phase: 'ended' });
    },
    restart(change) {
      launch.stop();
      stopForgiving();
      isInteractive = false;
      record.restart(change);
      launch = open();
    },
    keepTexts(own) {
      drafts = own;
      handBack(record.state.composer, own);
      unkeep();
      unkeep = own.subscribe(() => { if (Object.keys(record.state.composer).length > 0) record.keep({ composer: {} }); });
    },
    uninstall() {
      launch.stop();
      stopForgiving();
      unkeep();
      quietly(() => unhook?.());
      unwatch();
    },
  };
}

function handBack(texts: Readonly<Record<string, string>>, drafts: TypedTexts): void {
  for (const [chatId, text] of Object.entries(texts)) if (drafts.textOf(chatId) !== text) drafts.save(chatId, text);
}

/** A death at launch that was none counts for nothing: it was another page, which lives. */
function falseDeath({ last, plan, keep, restart }: RunRecord): () => void {
  return () => {
    if (last === undefined || !plan.isRecovery || last.evidence !== 'none') return;
    // A death that it inherited was found in the same way.
    keep({ recoveriesUsed: last.recoveriesUsed, report: last.report?.kind === 'launch-death' ? undefined : last.report });
    if (plan.step === 'safe-home') restart({ phase: 'ended', safeRelease: undefined });
  };
}
