import { setTimeout as sleep } from 'node:timers/promises';
import { createCrashRecovery } from '../crash/crash-recovery.ts';
import { crashReporter } from '../crash/crash-reporter.ts';
import { ambient } from '../platforms/ambient.ts';
import { fileSlots } from '../platforms/file-slots.ts';
import { processErrors } from '../platforms/process-errors.ts';
import { fakeDevice } from './fake-device.ts';
import { plainDrafts } from './plain-drafts.ts';

// One start of an app that is broken in one of several ways: `node fatal-start.ts <folder> <kind>`. Says what it restored before it dies.
const [folder = '', kind = ''] = process.argv.slice(2);
const recovery = createCrashRecovery({
  platform: { ...ambient, capsule: fileSlots(folder), device: fakeDevice(), errors: processErrors(process) },
  release: '1.0.0',
  reporter: crashReporter(),
});
const drafts = plainDrafts();
recovery.keepTexts(drafts);
const outcome = recovery.perform();
const navigation = outcome.kind === 'ready' ? outcome.navigation : undefined;
const { step, isRecovery } = recovery.plan;
process.stdout.write(JSON.stringify({ step, isRecovery, navigation, typed: drafts.textOf('c1'), report: recovery.takeReport()?.message }));
if (kind === 'import') throw new Error('broken at import');
if (drafts.textOf('c1') === '') drafts.save('c1', 'not sent yet');
recovery.keepPlace('{"route":"broken"}');
if (kind === 'first-render') await Promise.reject(new Error('broken at first render'));
recovery.markInteractive();
if (kind === 'restored-state' && navigation !== undefined) throw new Error('broken by what was restored');
await sleep(kind === 'later' ? 3_000 : 50);
if (kind === 'later' || kind === 'restored-state') throw new Error(`broken ${kind}`);
process.kill(process.pid, 'SIGKILL');
