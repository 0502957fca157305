/** SHA-256 of a text's UTF-8 bytes, as 64 lowercase hexadecimal digits. Injected: core has no library and no Node.js. */
export type Sha256 = (text: string) => string;
