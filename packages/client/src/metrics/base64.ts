const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes without padding: not every engine has `btoa`. @see RFC 4648, section 4 */
export function base64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const group = digits.charAt(bits >> 18) + digits.charAt((bits >> 12) & 63) + digits.charAt((bits >> 6) & 63) + digits.charAt(bits & 63);
    text += group.slice(0, bytes.length - at + 1);
  }
  return text;
}
