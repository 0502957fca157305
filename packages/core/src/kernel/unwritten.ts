// From a text: the engines of phones do not know \p{Cc}, and in a literal control characters look like a mistake.
/** A character that nobody writes on purpose: of control all but new line and tab, and what turns the direction of the text around it. */
export const unwritten = new RegExp('[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]');
