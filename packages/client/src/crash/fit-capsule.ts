import { type Capsule, encodeCapsule } from './capsule.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** Of a slot: what every platform can take. */
export const maxCapsuleBytes = 65_536;

const maxReleaseLength = 200;

/**
 * The capsule's text, cut until a slot can take it. In this order: the report's stack, its message, the place where the user was, then what
 * the user has typed. Of that the longest texts are left out, none is cut: the drafts' journal has them, but for the last moment, and would give way to half of one.
 */
export function fitCapsule(capsule: Capsule, counter: number): string {
  let cut: Capsule = { ...capsule, release: capsule.release.slice(0, maxReleaseLength) };
  for (const shorten of inOrder) {
    const text = encodeCapsule(cut, counter);
    if (utf8Bytes(text) <= maxCapsuleBytes) return text;
    cut = { ...cut, ...shorten(cut) };
  }
  return encodeCapsule(cut, counter);
}

const inOrder: readonly ((capsule: Capsule) => Partial<Capsule>)[] = [
  ...['stack', 'message'].map((part) => ({ report }: Capsule) => ({ report: report && { ...report, [part]: '' } })),
  () => ({ navigation: undefined }),
  (capsule) => {
    let roomBytes = maxCapsuleBytes - utf8Bytes(encodeCapsule({ ...capsule, composer: {} }, Number.MAX_SAFE_INTEGER));
    const texts = Object.entries(capsule.composer).sort(([, a], [, b]) => a.length - b.length);
    return { composer: Object.fromEntries(texts.filter((entry) => (roomBytes -= utf8Bytes(JSON.stringify(entry))) >= 0)) };
  },
];
