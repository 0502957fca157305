/** Minor units as people read them: -5 of a unit with 2 digits after the point is "-0.05". */
export function formatMinor(minor: bigint, exponent: number): string {
  const digits = `${minor < 0n ? -minor : minor}`.padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return `${minor < 0n ? '-' : ''}${exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`}`;
}
