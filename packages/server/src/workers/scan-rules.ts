import { type Actor, type AnalysedText, type NewEvent, type RulesAnalyser, type RulesFile, type RulesFileKind, type RulesScan, type RulesScanning, type RulesScanStore, type RulesScanTrigger, scanEvents, type ScannedFile, scanTotals, type Sha256, SoraError } from '@sora/core';
import type { ScheduledTask } from './scheduled-task.ts';

/** A file of the settings, and the setting that names it. */
export interface ConfiguredRules extends RulesFile {
  readonly setting: string;
}

export interface ScanRulesParts {
  /** Undefined where the server was started without one. */
  readonly analyser: RulesAnalyser | undefined;
  readonly files: readonly ConfiguredRules[];
  /** The file that says what the rules are meant to allow, if the settings name one. */
  readonly intents: { readonly path: string; readonly setting: string } | undefined;
  /** Whose rules the files are. */
  readonly tenant: string;
  readonly store: RulesScanStore;
  readonly readFile: (path: string, setting: string) => Promise<string>;
  readonly sha256: Sha256;
  /** Fills in what an event of this server has besides. */
  readonly complete: (event: Omit<NewEvent, 'region' | 'release'>) => NewEvent;
}

/** Somebody waits for the answer. */
const requestLimitMs = 10_000;
const scheduleLimitMs = 60_000;

export function createRulesScanning(parts: ScanRulesParts): RulesScanning {
  const { files, store } = parts;
  return {
    files: files.map(({ kind, path }) => ({ kind, path })),
    latest: (tenant) => store.latest(tenant),
    history: (tenant, limit) => store.history(tenant, limit),
    scan: (request) => scan(parts, request),
    analyse: (tenant, source) => analyseText(parts, tenant, source),
  };
}

interface ScanRequest {
  readonly tenant: string;
  readonly trigger: RulesScanTrigger;
  readonly actor: Actor;
}

async function scan(parts: ScanRulesParts, { tenant, trigger, actor }: ScanRequest): Promise<RulesScan> {
  const analyser = analyserOf(parts);
  requireFiles(parts, tenant);
  const startedAtMs = performance.now();
  const [last, intents] = await Promise.all([parts.store.latest(tenant), intentsOf(parts)]);
  const limitMs = trigger === 'request' ? requestLimitMs : scheduleLimitMs;
  const files = await Promise.all(parts.files.map((file) => scanFile(parts, { analyser, file, last, intents, limitMs })));
  const kept = files.map(({ change, ...file }) => ({ ...file, ...(change !== undefined && { change: change.verdict }) }));
  const events = scanEvents(files, last).map((event) => parts.complete({ tenant, actor, ...event }));
  return parts.store.keep({ tenant, trigger, tookMs: Math.round(performance.now() - startedAtMs), ...scanTotals(files), files: kept }, events);
}

interface FileQuestion {
  readonly analyser: RulesAnalyser;
  readonly file: ConfiguredRules;
  readonly last: RulesScan | undefined;
  readonly intents: string | undefined;
  readonly limitMs: number;
}

async function scanFile({ readFile, sha256 }: ScanRulesParts, { analyser, file: { kind, path, setting }, last, intents, limitMs }: FileQuestion): Promise<ScannedFile> {
  const source = await readFile(path, setting);
  const digest = sha256(source);
  const before = last?.files.find((file) => file.kind === kind);
  const isChanged = before !== undefined && before.digest !== digest;
  const { report, change } = await analyser.analyse({ source, limitMs, ...(intents !== undefined && { intents }), ...(isChanged && { before: before.source }) });
  return { kind, path, source, digest, report, ...(isChanged && { change: change ?? { verdict: 'unknown', differences: [] } }) };
}

/** What Firebase takes of a ruleset. */
const mostSourceBytes = 256 * 1024;

async function analyseText(parts: ScanRulesParts, tenant: string, source: string): Promise<AnalysedText> {
  const sizeBytes = new TextEncoder().encode(source).length;
  if (sizeBytes > mostSourceBytes) throw new SoraError('body-too-large', { detail: `The rules have ${sizeBytes} bytes; Firebase takes ${mostSourceBytes} at most.` });
  const analyser = analyserOf(parts);
  const isOwn = tenant === parts.tenant;
  const [intents, configured] = await Promise.all([isOwn ? intentsOf(parts) : undefined, isOwn ? configuredText(parts, kindOf(source)) : undefined]);
  const { report, change } = await analyser.analyse({ source, limitMs: requestLimitMs, ...(intents !== undefined && { intents }), ...(configured !== undefined && configured !== source && { before: configured }) });
  const fromConfigured = configured === undefined ? undefined : configured === source ? 'equal' : change?.verdict ?? 'unknown';
  return { report, digest: parts.sha256(source), ...(fromConfigured !== undefined && { fromConfigured }) };
}

/** By the service that it names; what names none does not compile. */
function kindOf(source: string): RulesFileKind {
  return /\bservice\s+firebase\.storage\b/.test(source) ? 'storage' : 'firestore';
}

/** A file that cannot be read is no reason to refuse another text. */
async function configuredText({ files, readFile }: ScanRulesParts, kind: RulesFileKind): Promise<string | undefined> {
  const file = files.find((each) => each.kind === kind);
  return file && readFile(file.path, file.setting).catch(() => undefined);
}

async function intentsOf({ intents, readFile }: ScanRulesParts): Promise<string | undefined> {
  return intents && readFile(intents.path, intents.setting);
}

function analyserOf({ analyser }: ScanRulesParts): RulesAnalyser {
  if (analyser === undefined) throw new SoraError('not-set-up', { detail: 'This server was started without an analyser of rules; "sora serve" has one.' });
  return analyser;
}

function requireFiles({ files, tenant: own }: ScanRulesParts, tenant: string): void {
  if (tenant !== own) throw new SoraError('not-set-up', { detail: `The rules of the settings are those of the tenant "${own}". Send yours as "source".` });
  if (files.length === 0) throw new SoraError('not-set-up', { detail: 'No rules file is set: set SORA_FIRESTORE_RULES or SORA_STORAGE_RULES to its path, or send its text as "source".' });
}

const dayMs = 24 * 60 * 60_000;

export interface ScanRulesTaskParts {
  readonly scanning: RulesScanning;
  readonly tenant: string;
  readonly actor: Actor;
  readonly record: (event: Pick<NewEvent, 'type' | 'severity' | 'subject' | 'dedupKey' | 'payload'>) => Promise<void>;
  readonly nowMs: () => number;
}

/** Once a day. A scan that fails is an event too, once a day: rules that nobody looks at must not look fine. */
export function scanRulesTask({ scanning, tenant, actor, record, nowMs }: ScanRulesTaskParts): ScheduledTask {
  return {
    name: 'scan-rules',
    everyMs: dayMs,
    async run({ signal }) {
      signal.throwIfAborted();
      if (scanning.files.length === 0) return;
      try {
        await scanning.scan({ tenant, trigger: 'schedule', actor });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        await record({ type: 'SECURITY_RULES_NOT_SCANNED', severity: 'warning', subject: `The security rules were not scanned: ${reason}`, dedupKey: `rules:not-scanned:${Math.floor(nowMs() / dayMs)}`, payload: { reason } });
        throw error;
      }
    },
  };
}
