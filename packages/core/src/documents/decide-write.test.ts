import { describe, expect, test } from 'vitest';
import { decideWrite, standing } from './decide-write.ts';
import type { DocumentWrite, FieldVersion } from './document.ts';
import { maxAheadMs, stampOf } from './stamp.ts';

const startMs = 1_767_225_600_000;
const stampAt = (install: string, ms: number) => stampOf({ ms, count: 0 }, install);
const about = (install: string, stamp: string, value: string, basedOn?: string): DocumentWrite => ({
  tenant: 'main', collection: 'profile', id: 'alice', install, actor: { kind: 'user', id: 'alice' },
  fields: { about: { value, stamp, ...(basedOn === undefined ? {} : { basedOn }) } },
});

function decide(versions: readonly FieldVersion[], write: DocumentWrite, nowMs: number) {
  const known = versions.filter(({ claimed }) => claimed === write.fields['about']?.stamp);
  return decideWrite({ nowMs, versions: versions.length, current: [...standing(versions).values()], known }, write);
}

describe('a device whose clock is a year ahead', () => {
  const ahead = stampAt('phone', startMs + 365 * 86_400_000);

  test('sends again, long after others wrote on: it gets its first answer’s stamp and changes nothing [CON-1]', () => {
    const first = decide([], about('phone', ahead, 'from the future'), startMs);
    const [pulledBack] = first.added;
    const later = startMs + 2 * maxAheadMs;
    const second = decide(first.added, about('tablet', stampAt('tablet', later), 'on time', pulledBack?.stamp), later);
    expect(second).toMatchObject({ races: [], outcome: { about: { kind: 'won' } } });
    const again = decide([...first.added, ...second.added], about('phone', ahead, 'from the future'), later + 1);
    expect(again).toMatchObject({ added: [], races: [], outcome: { about: { kind: 'lost', isRepeat: true, isPulledBack: true, stamp: pulledBack?.stamp, current: { value: 'on time' } } } });
  });

  test('loses to nobody’s older value, but to everyone who writes when its minute is over', () => {
    const first = decide([], about('phone', ahead, 'from the future'), startMs);
    const inTime = decide(first.added, about('tablet', stampAt('tablet', startMs + maxAheadMs - 1), 'within'), startMs);
    expect(inTime).toMatchObject({ outcome: { about: { kind: 'lost' } }, races: [{ winner: { value: 'from the future' }, loser: { value: 'within' } }] });
    const after = decide(first.added, about('tablet', stampAt('tablet', startMs + maxAheadMs + 1), 'after'), startMs + maxAheadMs + 1);
    expect(after).toMatchObject({ outcome: { about: { kind: 'won' } }, races: [{ winner: { value: 'after' }, loser: { value: 'from the future', lostTo: 2 } }] });
  });
});
