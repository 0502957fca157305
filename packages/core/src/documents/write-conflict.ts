import type { NewConflict } from '../conflicts/conflict-log.ts';
import { documentSubject, type Race } from './decide-write.ts';
import type { DocumentKey, FieldVersion } from './document.ts';

/** The history row of a race. It names versions and not values: a person's values are erased with their document, and history is not. */
export function writeConflict(key: DocumentKey, { winner, loser }: Race): NewConflict {
  const { tenant, collection, id } = key;
  const subject = documentSubject(key);
  return {
    tenant, type: 'CONCURRENT_WRITE', subject, dedupKey: `${subject} ${loser.version} ${winner.version}`,
    resolution: `The later write of "${winner.field}" stands, as version ${winner.version}; version ${loser.version} is kept and can be restored.`,
    detail: { collection, id, field: winner.field, winning: shown(winner), losing: shown(loser) },
  };
}

function shown({ version, stamp, claimed, basedOn, atMs }: FieldVersion): Readonly<Record<string, unknown>> {
  return { version, stamp, atMs, ...(claimed === stamp ? {} : { claimed }), ...(basedOn === undefined ? {} : { basedOn }) };
}
