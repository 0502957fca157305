import type { RulesScanning } from '@sora/core';
import { readRulesFile } from '../adapters/read-rules-file.ts';
import { publicTenant } from '../http/services.ts';
import type { Settings } from '../settings.ts';
import { type ConfiguredRules, createRulesScanning, scanRulesTask } from '../workers/scan-rules.ts';
import type { ScheduledTask } from '../workers/scheduled-task.ts';
import type { OwnNode, RecordOwn } from './own-node.ts';
import type { Stores } from './stores.ts';
import { sha256 } from './system.ts';

export interface RulesParts {
  readonly node: OwnNode;
  readonly stores: Pick<Stores, 'rulesScans'>;
  readonly record: RecordOwn;
}

/** Scans of security rules: asked for, and once a day. */
export function createRules({ node: { settings, options, clock, self }, stores, record }: RulesParts): { readonly scanning: RulesScanning; readonly task: ScheduledTask; close(): Promise<void> } {
  const { id, region, release } = self();
  const scanning = createRulesScanning({
    analyser: options.rules, files: filesOf(settings), tenant: publicTenant, store: stores.rulesScans, readFile: readRulesFile, sha256,
    intents: settings.SORA_RULES_INTENTS === undefined ? undefined : { path: settings.SORA_RULES_INTENTS, setting: 'SORA_RULES_INTENTS' },
    complete: (event) => ({ region, release, ...event }),
  });
  return {
    scanning,
    task: scanRulesTask({ scanning, tenant: publicTenant, actor: { kind: 'node', id }, record, nowMs: clock.nowMs }),
    async close() {
      await options.rules?.close();
    },
  };
}

function filesOf({ SORA_FIRESTORE_RULES: firestore, SORA_STORAGE_RULES: storage }: Settings): readonly ConfiguredRules[] {
  return [
    ...(firestore === undefined ? [] : [{ kind: 'firestore', path: firestore, setting: 'SORA_FIRESTORE_RULES' } as const]),
    ...(storage === undefined ? [] : [{ kind: 'storage', path: storage, setting: 'SORA_STORAGE_RULES' } as const]),
  ];
}
