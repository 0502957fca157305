/** A user, as an identity provider vouches for them. */
export interface Identity {
  /** Of the issuer's configuration: never from the token, a body or a header. */
  readonly tenant: string;
  /** The token's `sub`; what `isUserId` accepts. */
  readonly userId: string;
}

/** Checks the tokens of one identity provider. */
export interface IdentityVerifier {
  /**
   * @throws {SoraError} `identity-refused`: its detail names the claim that is wrong, and never quotes the token;
   *   `identity-unavailable`: the provider's keys cannot be read now
   */
  verify(token: string): Promise<Identity>;
}
