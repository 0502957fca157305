/** The only source of time in SORA. Instants are milliseconds since the Unix epoch. */
export interface Clock {
  nowMs(): number;
}
