const pauseMs = 2_000;
const megabyte = 1_000_000;

/** Tells how far a long work has come, in sentences, at most one in two seconds. */
export function byteProgress(doing: string, progress: (sentence: string) => void): (doneBytes: number, allBytes: number) => void {
  let toldAtMs = performance.now();
  return (doneBytes, allBytes) => {
    if (performance.now() - toldAtMs < pauseMs) return;
    toldAtMs = performance.now();
    const percent = allBytes === 0 ? 100 : Math.min(100, Math.floor((100 * doneBytes) / allBytes));
    progress(`${doing}: ${inMegabytes(doneBytes)} of ${inMegabytes(allBytes)} (${percent} %)`);
  };
}

export function inMegabytes(sizeBytes: number): string {
  return `${(sizeBytes / megabyte).toFixed(sizeBytes < 10 * megabyte ? 1 : 0)} MB`;
}
