import { cutText } from './cut-text.ts';

// A quotation that is not closed, as in a text that was cut, goes to the end of its line.
const quoted = /(^|[^\w])(?:'[^'\n]*'?|"[^"\n]*"?|`[^`\n]*`?|\u201c[^\u201d\n]*\u201d?|\u00ab[^\u00bb\n]*\u00bb?)/g;
const address = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`()]*/gi;
// The lengths are those of RFC 5321; without them a long word would be looked at once from each of its letters.
const email = /[^\s@<>()"'`,;:=/]{1,64}@[^\s@<>()"'`,;:/]{1,189}\.[^\s@<>()"'`,;:/.]{2,63}/g;
const credential = /\b(bearer|basic|token|key|secret|password|passwd|pwd)\b(\s*[=:]\s*|\s+)[^\s,;&]+/gi;
const word = /[A-Za-z0-9_+=-]{20,}/g;
const digits = /\+?\d(?:[ .()/-]{0,2}\d){5,}/g;
const home = /([/\\](?:home|Users)[/\\])[^/\\\s:]+/gi;
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g;
const isFrame = /^\s*at\s|^[^\s@]*@.*:\d+$/;
const framePosition = /((?::\d{1,7}){1,2}\)?\s*)$/;

/**
 * A text without what may be about a person: quoted words, e-mail addresses, the queries of addresses, tokens, long numbers and the name of a
 * home folder. It takes too much rather than too little: `Cannot read properties of undefined (reading 'name')` loses its last word.
 * @param maxLength longest answer; of the text no more than twice that is looked at, whatever its size
 */
export function scrubText(text: string, maxLength: number): string {
  const scrubbed = cutText(text, maxLength * 2)
    .replace(address, withoutQuery)
    .replace(quoted, '$1[quoted]');
  return cutText(scrubWords(scrubbed), maxLength);
}

/** A stack: its frames keep file, line and column, everything else is scrubbed like a message. */
export function scrubStack(stack: string, maxLength: number): string {
  const lines = cutText(stack, maxLength * 2).split('\n');
  return cutText(lines.map((line) => (isFrame.test(line) ? scrubFrame(line) : scrubText(line, maxLength))).join('\n'), maxLength);
}

function scrubFrame(line: string): string {
  const position = framePosition.exec(line)?.[0] ?? '';
  return scrubWords(line.slice(0, line.length - position.length).replace(address, withoutQuery)) + position;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*/, '?[query]');
}

function scrubWords(text: string): string {
  return text
    .replace(home, '$1~')
    .replace(email, '[email]')
    .replace(credential, '$1 [token]')
    .replace(word, (found) => (/\d/.test(found) ? '[token]' : found))
    .replace(digits, '[number]')
    .replace(unstorable, '$1\ufffd');
}
