import { type Capsule, encodeCapsule } from './capsule.ts';
import { cutText } from './cut-text.ts';

/** Of a slot: what every platform can take. */
export const maxCapsuleBytes = 65_536;

const maxReleaseLength = 200;
const shortestText = 64;

/**
 * The capsule's text, cut until a slot can take it. In this order: the report's stack, its message, the place where the user was, then what
 * the user has typed: first the ends of the longest texts, down to 64 characters each, then whole texts.
 */
export function fitCapsule(capsule: Capsule, counter: number): string {
  let cut: Capsule = { ...capsule, release: capsule.release.slice(0, maxReleaseLength) };
  // Texts that alone are too much are not encoded in vain: the app is dying.
  const isHopeless = lengthOf(capsule.composer, maxCapsuleBytes) > maxCapsuleBytes;
  for (const shorten of inOrder) {
    const text = isHopeless ? undefined : encodeCapsule(cut, counter);
    if (text !== undefined && bytesAtMost(text) <= maxCapsuleBytes) return text;
    cut = shorten(cut);
  }
  return encodeCapsule(cut, counter);
}

const inOrder: readonly ((capsule: Capsule) => Capsule)[] = [
  (capsule) => withReport(capsule, { stack: '' }),
  (capsule) => withReport(capsule, { message: '' }),
  (capsule) => ({ ...capsule, navigation: undefined }),
  (capsule) => ({ ...capsule, composer: fitTexts(capsule.composer, maxCapsuleBytes - bytesAtMost(encodeCapsule({ ...capsule, composer: {} }, Number.MAX_SAFE_INTEGER))) }),
];

function withReport(capsule: Capsule, change: { readonly stack?: string; readonly message?: string }): Capsule {
  return { ...capsule, report: capsule.report && { ...capsule.report, ...change } };
}

type Texts = Readonly<Record<string, string>>;

function fitTexts(texts: Texts, roomBytes: number): Texts {
  for (let length = maxCapsuleBytes; length >= shortestText; length /= 2) {
    if (lengthOf(texts, length) > roomBytes) continue;
    const cut = Object.fromEntries(Object.entries(texts).map(([chatId, text]) => [chatId, cutText(text, length)]));
    if (bytesAtMost(JSON.stringify(cut)) <= roomBytes) return cut;
  }
  let roomLeft = roomBytes;
  return Object.fromEntries(Object.entries(texts).map(([chatId, text]) => [chatId, cutText(text, shortestText)] as const).filter((entry) => {
    roomLeft -= bytesAtMost(JSON.stringify(entry));
    return roomLeft >= 0;
  }));
}

/** Characters of all texts when each is cut: never more than their bytes. */
function lengthOf(texts: Texts, length: number): number {
  return Object.values(texts).reduce((sum, text) => sum + Math.min(text.length, length), 0);
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
