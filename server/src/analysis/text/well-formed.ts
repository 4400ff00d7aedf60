/** False for a text with half of a surrogate pair: no encoding of Unicode can write it, so no URI and no file name holds it. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
