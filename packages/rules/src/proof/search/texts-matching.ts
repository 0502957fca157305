import { string, type Value } from '../../evaluation/values/value.ts';

/** Some texts that a regular expression probably matches; whether it does, the evaluator says. */
export function textsMatching(pattern: string): readonly Value[] {
  const texts = new Set<string>();
  for (const repeat of [1, 3, 8]) {
    const reader = { pattern, at: 0, repeat };
    const text = alternation(reader);
    if (reader.at >= pattern.length) texts.add(text);
  }
  return [...texts].map(string);
}

interface Reader {
  readonly pattern: string;
  at: number;
  /** How often something is taken that may be repeated. */
  readonly repeat: number;
}

/** The first of several alternatives. */
function alternation(reader: Reader): string {
  const first = sequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) text += repeated(reader);
  return text;
}

function repeated(reader: Reader): string {
  const start = reader.at;
  const one = single(reader);
  const rest = reader.pattern.slice(reader.at);
  const quantifier = /^(?:\{(\d+)(,(\d*))?\}|[*+?])\??/.exec(rest);
  if (quantifier === null) return one;
  reader.at += quantifier[0].length;
  const [symbol, least, , most] = quantifier;
  if (symbol.startsWith('?')) return one;
  const wanted = least === undefined ? reader.repeat : Math.min(Math.max(Number(least), reader.repeat), most === undefined || most === '' ? (quantifier[2] === undefined ? Number(least) : Infinity) : Number(most));
  return reader.at > start ? one.repeat(Math.min(wanted, 2_000)) : one;
}

const classes: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', n: '\n', t: '\t', b: '', A: '', z: '' };

function single(reader: Reader): string {
  const char = reader.pattern[reader.at] ?? '';
  reader.at += 1;
  switch (char) {
    case '^':
    case '$': return '';
    case '.': return 'a';
    case '(': return group(reader);
    case '[': return oneOfClass(reader);
    case '\\': {
      const next = reader.pattern[reader.at] ?? '';
      reader.at += 1;
      return Object.hasOwn(classes, next) ? (classes[next] ?? '') : next;
    }
    default: return char;
  }
}

function group(reader: Reader): string {
  const flags = /^\?(?:[a-zA-Z]*:|P?<\w+>|[a-zA-Z]+\))/.exec(reader.pattern.slice(reader.at));
  if (flags !== null) reader.at += flags[0].length;
  if (flags?.[0].endsWith(')') === true) return '';
  const text = alternation(reader);
  if (reader.pattern[reader.at] === ')') reader.at += 1;
  return text;
}

/** A character of `[…]`, or one that is not in `[^…]`. */
function oneOfClass(reader: Reader): string {
  const end = endOfClass(reader);
  const body = reader.pattern.slice(reader.at, end);
  reader.at = end + 1;
  if (body.startsWith('^')) return ['a', 'A', '1', '-', 'é'].find((each) => !body.includes(each) && !(/\w/.test(each) && /\\w|a-z|A-Z|0-9/.test(body))) ?? '~';
  if (body.startsWith('\\')) return classes[body[1] ?? ''] ?? body[1] ?? '';
  return body[0] ?? '';
}

function endOfClass({ pattern, at }: Reader): number {
  for (let end = at + 1; end < pattern.length; end++) {
    if (pattern[end] === '\\') end += 1;
    else if (pattern[end] === ']') return end;
  }
  return pattern.length;
}
