/** Where the dashboard may be opened. */
export interface HostPolicy {
  /** The address the server listens on, and its port. */
  readonly host: string;
  readonly port: number;
  /** Further names, as in a Host header. */
  readonly allowedHosts: readonly string[];
}

/**
 * True when the Host header names this server. A page of another site whose name was pointed at this machine
 * (DNS rebinding) carries its own name here, so that the browser's cookie is of no use to it.
 */
export function isKnownHost(header: string | undefined, { host, port, allowedHosts }: HostPolicy): boolean {
  if (header === undefined) return false;
  const given = header.toLowerCase();
  const ours = [host, '127.0.0.1', 'localhost', '[::1]'].map((name) => `${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`);
  return ours.includes(given) || allowedHosts.some((allowed) => allowed.toLowerCase() === given);
}

/** True when a browser's request comes from a page that this very host served. Browsers send Origin with every change. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
