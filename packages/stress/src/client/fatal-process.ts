// One start of an app that may be broken: says what it restores, and dies. Arguments: folder of its files, its plan as JSON.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPlatform } from '@sora/client';
import { beginApp, runApp, type StartParts, type StartPlan } from './fatal-app.ts';

const [folder = '', text = '{}'] = process.argv.slice(2);
const plan = JSON.parse(text) as StartPlan;
const parts: StartParts = {
  platform: createPlatform({ folder }),
  tell: (word) => { writeSync(1, `${JSON.stringify(word)}\n`); },
  die: (_crash, error) => { throw error; },
  sleep: (ms) => sleep(ms),
};
await runApp(beginApp(plan, parts), plan, parts);
