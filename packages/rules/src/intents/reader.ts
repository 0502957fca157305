/** Reads one value of a JSON file and writes a sentence for what is wrong, with the place. Wrong values read as if they were missing. */
export interface Reader {
  /** Such as `intents[2].may`. */
  readonly at: string;
  /** The known fields of an object. Others are mistakes. */
  fields(known: readonly string[]): Readonly<Record<string, Reader | undefined>>;
  items(): readonly Reader[];
  /** A text that is not empty. */
  text(): string | undefined;
  oneOf<T extends string>(words: readonly T[]): T | undefined;
  wrong(sentence: string): undefined;
}

export function readerOf(at: string, value: unknown, mistakes: string[]): Reader {
  const wrong = (sentence: string): undefined => {
    mistakes.push(`${at === '' ? 'The file' : at} ${sentence}`);
    return undefined;
  };
  return {
    at, wrong,
    fields(known) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        wrong(`has to be an object, such as { ${known.map((name) => `"${name}": …`).join(', ')} }.`);
        return {};
      }
      for (const name of Object.keys(value)) if (!known.includes(name)) wrong(`has no field "${name}"; it takes ${known.join(', ')}.`);
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readerOf(at === '' ? name : `${at}.${name}`, inner, mistakes)]));
    },
    items() {
      if (Array.isArray(value)) return value.map((item, index) => readerOf(`${at}[${index}]`, item, mistakes));
      wrong('has to be a list.');
      return [];
    },
    text: () => (typeof value === 'string' && value.trim() !== '' ? value : wrong('has to be a text that is not empty.')),
    oneOf: (words) => words.find((word) => word === value) ?? wrong(`is ${JSON.stringify(value)}; it has to be one of ${words.join(', ')}.`),
  };
}
