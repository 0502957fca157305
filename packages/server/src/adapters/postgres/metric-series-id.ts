import { hash } from 'node:crypto';
import { type Series, seriesKey } from '@sora/core';

/** Names a series the same on every node without asking the database: the first 16 bytes of SHA-256 of its key, so a collision is out of reach. */
export function createSeriesIds(): (series: Series) => string {
  // Recorders hand over the same object again and again; the entry goes when the recorder lets go of it.
  const known = new WeakMap<Series, string>();
  return (series) => {
    let id = known.get(series);
    if (id === undefined) known.set(series, (id = uuidOf(hash('sha256', seriesKey(series), 'hex'))));
    return id;
  };
}

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
