/** What is booked, refused or held under a key of a payer goes by this; neither part can hold a space. */
export function payerKey(payer: string, key: string): string {
  return `${payer} ${key}`;
}
