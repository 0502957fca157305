/** A stretch of the write-ahead log, as PostgreSQL words positions: `0/3000028`. */
export interface WalStretch {
  readonly startLsn: string;
  readonly stopLsn: string;
  readonly timeline: number;
  readonly segmentBytes: number;
}

/**
 * Names of the files that hold the stretch, in order.
 * @see PostgreSQL source, src/include/access/xlog_internal.h, XLogFileName
 */
export function walSegments({ startLsn, stopLsn, timeline, segmentBytes }: WalStretch): readonly string[] {
  const bytes = BigInt(segmentBytes);
  const first = positionOf(startLsn) / bytes;
  // The stop is the first byte that is not needed.
  const last = (positionOf(stopLsn) - 1n) / bytes;
  const perFile = 0x1_0000_0000n / bytes;
  return Array.from({ length: Number(last - first) + 1 }, (_, at) => first + BigInt(at)).map((segment) => [BigInt(timeline), segment / perFile, segment % perFile].map(hex).join(''));
}

function positionOf(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

function hex(number: bigint): string {
  return number.toString(16).toUpperCase().padStart(8, '0');
}
