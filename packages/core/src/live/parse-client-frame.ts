import { chatIdPattern } from '../messages/chat.ts';
import { type ClientFrame, type FrameErrorCode, liveVersion } from './live-frames.ts';

export type ParsedClientFrame =
  | { readonly kind: 'frame'; readonly frame: ClientFrame }
  /** A hello of another version: what else it says is unknown. */
  | { readonly kind: 'other-version' }
  | { readonly kind: 'wrong'; readonly code: FrameErrorCode; readonly detail: string };

type Fields = Readonly<Record<string, unknown>>;

/** Longest token: far longer than any of ours. */
const maxTokenLength = 256;

/** Reads one frame of a client; never throws. Fields that are not known are left out, so that newer clients are understood. */
export function parseClientFrame(text: string): ParsedClientFrame {
  const fields = objectOf(text);
  if (fields === undefined) return wrong('malformed', 'A frame is one JSON object.');
  switch (fields['type']) {
    case 'hello':
      return parseHello(fields);
    case 'token':
      return withToken(fields, (token) => ({ type: 'token', token }));
    case 'subscribe':
      return parseSubscribe(fields);
    case 'unsubscribe':
      return withChat(fields, (chat) => ({ type: 'unsubscribe', chat }));
    case 'ping':
      return { kind: 'frame', frame: { type: 'ping' } };
    default:
      return wrong('unknown-type', 'A frame has the type hello, token, subscribe, unsubscribe or ping.');
  }
}

function parseHello(fields: Fields): ParsedClientFrame {
  const { version } = fields;
  if (!isNumber(version)) return wrong('bad-field', '"version" is a whole number from 1.');
  if (version !== liveVersion) return { kind: 'other-version' };
  return withToken(fields, (token) => ({ type: 'hello', version, token }));
}

function parseSubscribe(fields: Fields): ParsedClientFrame {
  const { from } = fields;
  if (from === undefined) return withChat(fields, (chat) => ({ type: 'subscribe', chat }));
  if (!isNumber(from)) return wrong('bad-field', '"from" is a whole number from 1: the first entry that is missing.');
  return withChat(fields, (chat) => ({ type: 'subscribe', chat, from }));
}

function withToken({ token }: Fields, frameOf: (token: string) => ClientFrame): ParsedClientFrame {
  if (typeof token !== 'string' || token.length > maxTokenLength) return wrong('bad-field', '"token" is the token of a user session.');
  return { kind: 'frame', frame: frameOf(token) };
}

function withChat({ chat }: Fields, frameOf: (chat: string) => ClientFrame): ParsedClientFrame {
  if (typeof chat !== 'string' || !chatIdPattern.test(chat)) return wrong('bad-field', '"chat" is a chat id: 1 to 64 letters, digits, _, . and -, not beginning with a dot.');
  return { kind: 'frame', frame: frameOf(chat) };
}

function objectOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function wrong(code: FrameErrorCode, detail: string): ParsedClientFrame {
  return { kind: 'wrong', code, detail };
}
