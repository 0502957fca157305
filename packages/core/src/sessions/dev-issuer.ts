import type { IdentityVerifier } from './identity-verifier.ts';

/** An identity provider that vouches for whoever asks: on a developer's own machine, under `--dev`. */
export interface DevIssuer extends IdentityVerifier {
  /** @param userId what `isUserId` accepts */
  issue(userId: string): Promise<{ readonly identityToken: string; readonly expiresAtMs: number }>;
}
