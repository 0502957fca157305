import { type Frame, type FrameDims, frameVersion } from './frame.ts';
import { isRecord, labelProblem, maxLabels, regionProblem, serviceProblem, type FieldError } from './parse-sample-labels.ts';

/** What holds for a whole frame; any fault in it refuses the frame. */
export type FrameEnvelope = Pick<Frame, 'v' | 'install' | 'boot' | 'seq' | 'sentAtMonoMs' | 'dims'>;

/** Counters and sketches together. */
export const maxItems = 500;
export const maxReports = 20;

const idPattern = /^[A-Za-z0-9_-]{8,64}$/;
export const idRule = 'must be 8 to 64 characters of A-Z, a-z, 0-9, "_" and "-"';

export function isId(id: unknown): id is string {
  return typeof id === 'string' && idPattern.test(id);
}

/** The frame's head; what is wrong goes to `errors`, and then the answer is undefined. */
export function parseEnvelope(input: Readonly<Record<string, unknown>>, errors: FieldError[]): FrameEnvelope | undefined {
  const { v, install, boot, seq, sentAtMonoMs } = input;
  if (v !== frameVersion) errors.push({ path: 'v', message: `must be ${frameVersion}, the version of frames that is read here` });
  const dims = parseDims(input['dims'], errors);
  const isSeq = typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1;
  const isInstant = typeof sentAtMonoMs === 'number' && Number.isFinite(sentAtMonoMs);
  if (v === frameVersion && isId(install) && isId(boot) && isSeq && isInstant && dims !== undefined) return { v, install, boot, seq, sentAtMonoMs, dims };
  if (!isId(install)) errors.push({ path: 'install', message: idRule });
  if (!isId(boot)) errors.push({ path: 'boot', message: idRule });
  if (!isSeq) errors.push({ path: 'seq', message: 'must be a whole number from 1' });
  if (!isInstant) errors.push({ path: 'sentAtMonoMs', message: 'must be a finite number, the monotonic clock of the sender' });
  return undefined;
}

/** The labels besides service, region and release. */
export function extraLabels(dims: FrameDims): number {
  return Object.keys(dims).length - Number('service' in dims) - Number('region' in dims) - Number('release' in dims);
}

/** What is wrong with the shape or size of the frame's lists, if anything. */
export function itemsProblem({ counters, sketches, reports }: Readonly<Record<string, unknown>>): FieldError | undefined {
  if (!Array.isArray(counters)) return { path: 'counters', message: 'must be a list' };
  if (!Array.isArray(sketches)) return { path: 'sketches', message: 'must be a list' };
  if (counters.length + sketches.length > maxItems) return { path: 'counters', message: `a frame holds at most ${maxItems} counters and sketches; send the rest in the next` };
  if (reports === undefined) return undefined;
  if (!Array.isArray(reports)) return { path: 'reports', message: 'must be a list' };
  return reports.length > maxReports ? { path: 'reports', message: `a frame holds at most ${maxReports} reports; send the rest in the next` } : undefined;
}

function parseDims(input: unknown, errors: FieldError[]): FrameDims | undefined {
  if (!isRecord(input)) {
    errors.push({ path: 'dims', message: 'must be an object with the service' });
    return undefined;
  }
  const before = errors.length;
  const { service, region, ...labels } = input;
  const serviceMessage = serviceProblem(service);
  const regionMessage = region === undefined ? undefined : regionProblem(region);
  if (serviceMessage !== undefined) errors.push({ path: 'dims.service', message: serviceMessage });
  if (regionMessage !== undefined) errors.push({ path: 'dims.region', message: regionMessage });
  const dims: FrameDims = { ...parseDimLabels(labels, errors), service: String(service), ...(typeof region === 'string' ? { region } : {}) };
  return errors.length > before ? undefined : dims;
}

function parseDimLabels(labels: Readonly<Record<string, unknown>>, errors: FieldError[]): Record<string, string> {
  const names = Object.keys(labels);
  const parsed: Record<string, string> = {};
  if (names.length - Number('release' in labels) > maxLabels) {
    errors.push({ path: 'dims', message: `must have at most ${maxLabels} labels besides service, region and release` });
    return parsed;
  }
  for (const name of names) {
    const value = labels[name];
    const message = labelProblem(name, value);
    if (message !== undefined) errors.push({ path: `dims.${name.slice(0, 40)}`, message });
    else if (typeof value === 'string') parsed[name] = value;
  }
  return parsed;
}
