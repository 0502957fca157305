const hidden = '***';
const secretParameter = /password|secret|token|key/i;

/** An address as it may be shown: without the password before its host, and without those among its parameters. */
export function hidePasswords(address: string): string {
  // What cannot be taken apart might hold one anywhere.
  if (!URL.canParse(address)) return hidden;
  const url = new URL(address);
  if (url.pathname.includes('@')) return hidden;
  if (url.password !== '') url.password = hidden;
  for (const name of [...url.searchParams.keys()]) if (secretParameter.test(name)) url.searchParams.set(name, hidden);
  return url.href;
}
