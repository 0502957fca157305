/** Amounts as strings, since JSON's numbers end at 2^53. */
export function paymentJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
}

/** What `paymentJson` wrote: fields that end in `Minor` are amounts. */
export function fromPaymentJson(text: string): unknown {
  return JSON.parse(text, (key, each: unknown) => (key.endsWith('Minor') && typeof each === 'string' ? BigInt(each) : each)) as unknown;
}
