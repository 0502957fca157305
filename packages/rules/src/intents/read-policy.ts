import { readAcceptance } from './read-acceptance.ts';
import { readIntent } from './read-intent.ts';
import { type Reader, readerOf } from './reader.ts';
import type { PolicyReading } from './rules-policy.ts';

/** Longer files are refused: a team's intents and acceptances fit a page. */
const maxTextLength = 1_000_000;

/** Reads the text of a policy file. Takes any text and always answers. */
export function readPolicy(text: string): PolicyReading {
  if (text.length > maxTextLength) return { kind: 'wrong', mistakes: [`The file has ${text.length} characters; at most ${maxTextLength} are read.`] };
  const json = parsed(text);
  if (json instanceof SyntaxError) return { kind: 'wrong', mistakes: [`The file is not JSON: ${json.message}.`] };
  const mistakes: string[] = [];
  const file = readerOf('', json, mistakes);
  const fields = file.fields(['intents', 'acceptances']);
  const policy = { intents: each(fields['intents'], readIntent), acceptances: each(fields['acceptances'], readAcceptance) };
  return mistakes.length === 0 ? { kind: 'read', policy } : { kind: 'wrong', mistakes };
}

function each<T>(list: Reader | undefined, read: (item: Reader) => T | undefined): readonly T[] {
  return list?.items().flatMap((item) => read(item) ?? []) ?? [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(String(error));
  }
}
