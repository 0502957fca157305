/** What may name a user: 1 to 128 visible ASCII characters, so that it can stand in an account's id, a key and a log line. */
export const userIdPattern = /^[\x21-\x7e]{1,128}$/;

export function isUserId(text: unknown): text is string {
  return typeof text === 'string' && userIdPattern.test(text);
}
