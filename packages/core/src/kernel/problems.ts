/** One thing that can be refused or go wrong: its HTTP status, if trying again helps, and the sentence that helps. */
export interface ProblemKind {
  readonly status: number;
  readonly retryable: boolean;
  readonly title: string;
  /** What the reader can do now. */
  readonly remedy: string;
}

/** Every problem SORA answers with, by its stable code. Clients match on the code; codes are never renamed. */
export const problems = {
  'bad-request': { status: 400, retryable: false, title: 'The request is not valid', remedy: 'Correct the fields named in "errors" and send it again.' },
  'malformed-body': { status: 400, retryable: false, title: 'The body cannot be read', remedy: 'Send well-formed JSON or protobuf, and the content-type and content-encoding that match it.' },
  'clock-skew': { status: 400, retryable: false, title: 'The measurement is too old or from the future', remedy: 'Send measurements within 24 hours, and check the clock of the sender.' },
  'unauthenticated': { status: 401, retryable: false, title: 'A valid credential is needed', remedy: 'Send "Authorization: Bearer TOKEN". Make a token with: npm run -s sora -- token create' },
  'forbidden': { status: 403, retryable: false, title: 'This credential may not do that', remedy: 'Use a credential with the role or scope named in "detail".' },
  'origin-refused': { status: 403, retryable: false, title: 'The request comes from another site', remedy: 'Open the dashboard on the address it is served from, or add that address to SORA_ALLOWED_HOSTS.' },
  'host-refused': { status: 421, retryable: false, title: 'This host name is not served here', remedy: 'Use the address that SORA printed at start, or add the host to SORA_ALLOWED_HOSTS.' },
  'not-found': { status: 404, retryable: false, title: 'There is nothing at this address', remedy: 'See /openapi.json for what is served.' },
  'method-not-allowed': { status: 405, retryable: false, title: 'This address does not take that method', remedy: 'Use a method named in the "Allow" header.' },
  'link-used': { status: 410, retryable: false, title: 'This login link was used or has expired', remedy: 'Make another with: npm run -s sora -- token link' },
  'body-too-large': { status: 413, retryable: false, title: 'The body is too large', remedy: 'Send it in smaller parts.' },
  'unsupported-media-type': { status: 415, retryable: false, title: 'This content-type or content-encoding is not taken', remedy: 'Send application/json or application/x-protobuf, plain or gzip.' },
  'rate-limited': { status: 429, retryable: true, title: 'Too many requests', remedy: 'Wait for the time in "Retry-After", then send again.' },
  'not-configured': { status: 500, retryable: false, title: 'SORA does not know where its server is', remedy: 'Set SORA_URL and SORA_SERVICE_KEY. Make a key with: npm run -s sora -- token create NAME --service' },
  'internal': { status: 500, retryable: true, title: 'SORA failed here', remedy: 'Send it again; the log has the cause under this request id.' },
  'outcome-unknown': { status: 503, retryable: true, title: 'It is not known if this happened', remedy: 'Send the same request with the same idempotency key: it happens once, however often it is sent.' },
  'idempotency-key-missing': { status: 400, retryable: false, title: 'An idempotency key is needed', remedy: 'Send an "Idempotency-Key" header of 1 to 200 visible ASCII characters, the same on every repeat of this request.' },
  'invalid-operation': { status: 422, retryable: false, title: 'This cannot be done with money', remedy: 'See "detail"; amounts are whole minor units greater than 0, payer and payee differ.' },
  'unknown-account': { status: 404, retryable: false, title: 'There is no such account', remedy: 'Open the wallet first: POST /v1/wallets, or let its user begin a session.' },
  'unit-mismatch': { status: 422, retryable: false, title: 'The accounts count different units', remedy: 'Name a payer and a payee of the same unit.' },
  'insufficient-funds': { status: 402, retryable: false, title: 'The wallet does not hold enough', remedy: 'Top it up, then try anew with a new idempotency key: this key keeps this answer.' },
  'account-frozen': { status: 423, retryable: false, title: 'The account is frozen for debits', remedy: 'An engineer has to look at it and release it; then try anew with a new idempotency key.' },
  'limit-exceeded': { status: 422, retryable: false, title: 'The account would go above its limit', remedy: 'Move less, or raise the limit; then try anew with a new idempotency key.' },
  'key-reused': { status: 422, retryable: false, title: 'This idempotency key was used for something else', remedy: 'Use a new key for a new payment; repeat a key only with the same payer, payee and amount.' },
  'unknown-hold': { status: 404, retryable: false, title: 'There is no such hold', remedy: 'Name the payer and the idempotency key that the hold was placed with.' },
  'hold-resolved': { status: 409, retryable: false, title: 'The hold was resolved before', remedy: 'Nothing: "detail" says how it was resolved.' },
  'hold-expired': { status: 409, retryable: false, title: 'The hold has timed out', remedy: 'Place a new hold, or move the money directly.' },
  'identity-refused': { status: 401, retryable: false, title: 'The identity token is not accepted', remedy: 'Send a fresh token of the identity provider named in SORA_IDENTITY_ISSUER, made for the audience in SORA_IDENTITY_AUDIENCE.' },
  'identity-unavailable': { status: 503, retryable: true, title: 'The keys of the identity provider cannot be read', remedy: 'SORA keeps trying; check SORA_IDENTITY_JWKS_URL if it lasts.' },
  'signature-refused': { status: 400, retryable: false, title: 'The signature of this webhook is not right', remedy: 'Check that the webhook secret or public key in the settings is the one of this endpoint, and the clock of this machine.' },
  'provider-refused': { status: 422, retryable: false, title: 'The payment provider refused this', remedy: 'See "detail" for its reason.' },
  'provider-unavailable': { status: 503, retryable: true, title: 'The payment provider does not answer', remedy: 'Send the same request with the same idempotency key later.' },
  'not-set-up': { status: 501, retryable: false, title: 'This is not set up on this server', remedy: 'Set what "detail" names; npm run -s sora -- settings explains it.' },
  'unknown-chat': { status: 404, retryable: false, title: 'There is no such chat', remedy: 'Create it first: POST /v1/chats.' },
  'not-a-member': { status: 403, retryable: false, title: 'This user is not in the chat', remedy: 'Let the owner or a backend admit them; a room can be joined.' },
  'not-allowed': { status: 403, retryable: false, title: 'This member may not do that', remedy: 'Members change their own messages; moderators delete others’; see "detail".' },
  'chat-closed': { status: 409, retryable: false, title: 'The chat is closed', remedy: 'It takes nothing more; open another.' },
  'slow-mode': { status: 429, retryable: true, title: 'Slow mode: too soon after the last message', remedy: 'Wait for the time in "Retry-After", then send the same again.' },
  'unknown-message': { status: 404, retryable: false, title: 'There is no such message', remedy: 'Name the sequence number of a message that was not deleted.' },
  'identity-reused': { status: 409, retryable: false, title: 'This message id was used for something else', remedy: 'Count up the install sequence for each new message, and make a new install id after a reinstall.' },
  'price-changed': { status: 409, retryable: false, title: 'The price is another one now', remedy: 'Show the price in "detail" to the user, and send again with it once they agree.' },
  'budget-spent': { status: 429, retryable: false, title: 'The AI budget of today does not hold this reply', remedy: 'Show "detail" to the user; the budget is full again after the time in "Retry-After". An operator can raise it: POST /v1/ai-budgets.' },
  'banned': { status: 403, retryable: false, title: 'This user is banned from the chat', remedy: 'Wait until the ban is over, or let a moderator lift it: POST /v1/chats/{chatId}/members/{memberId}/unban.' },
  'rules-too-costly': { status: 422, retryable: false, title: 'The security rules take too much time or memory to prove', remedy: 'Split conditions that multiply each other, or look at the file with: npm run -s sora -- rules prove FILE' },
  'overloaded': { status: 503, retryable: true, title: 'SORA is at its limit', remedy: 'Wait for the time in "Retry-After", then send again.' },
  'database-unavailable': { status: 503, retryable: true, title: 'The database does not answer', remedy: 'SORA keeps trying; send it again after the time in "Retry-After".' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;
