import { type Capsule, encodeCapsule } from './capsule.ts';
import { cutText } from './cut-text.ts';

/** Of a slot: what every platform can take. */
export const maxCapsuleBytes = 65_536;

const maxReleaseLength = 200;

/**
 * The capsule's text, cut until a slot can take it. In this order: the report's stack, its message, the place where the user was, then what
 * the user has typed: first the ends of the longest texts, down to 64 characters each, then whole texts.
 */
export function fitCapsule(capsule: Capsule, counter: number): string {
  let cut: Capsule = { ...capsule, release: capsule.release.slice(0, maxReleaseLength) };
  for (const shorten of inOrder) {
    // Texts that alone are too much are not encoded in vain: the app is dying.
    const text = charactersOf(cut.composer) > maxCapsuleBytes ? undefined : encodeCapsule(cut, counter);
    if (text !== undefined && bytesAtMost(text) <= maxCapsuleBytes) return text;
    cut = { ...cut, ...shorten(cut) };
  }
  return encodeCapsule(cut, counter);
}

type Shorten = (capsule: Capsule) => Partial<Capsule>;

const inOrder: readonly Shorten[] = [
  ({ report }) => ({ report: report && { ...report, stack: '' } }),
  ({ report }) => ({ report: report && { ...report, message: '' } }),
  () => ({ navigation: undefined }),
  ...[32_768, 16_384, 8_192, 4_096, 2_048, 1_024, 512, 256, 128, 64].map((length): Shorten => ({ composer }) => ({ composer: Object.fromEntries(Object.entries(composer).map(([chatId, text]) => [chatId, cutText(text, length)])) })),
  (capsule) => {
    let roomBytes = maxCapsuleBytes - bytesAtMost(encodeCapsule({ ...capsule, composer: {} }, Number.MAX_SAFE_INTEGER));
    return { composer: Object.fromEntries(Object.entries(capsule.composer).filter((entry) => (roomBytes -= bytesAtMost(JSON.stringify(entry))) >= 0)) };
  },
];

/** Never more than their bytes. */
function charactersOf(texts: Capsule['composer']): number {
  return Object.values(texts).reduce((sum, { length }) => sum + length, 0);
}

/** Bytes in UTF-8, or more: a surrogate pair counts as six. */
export function bytesAtMost(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}
