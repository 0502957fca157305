/** The only source of chance in SORA, injected so that a seed replays a run. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}
