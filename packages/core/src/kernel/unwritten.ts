/**
 * A character that nobody writes on purpose: of control all but new line and tab, and marks that turn the direction of the text around them.
 * Said by what is welcome, without \p{Cc}, which engines of phones do not know.
 */
export const unwritten = /[^\n\t\u0020-\u007e\u00a0-\u2029\u202f-\u2065\u206a-\uffff]/;
