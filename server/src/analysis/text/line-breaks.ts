/**
 * The text with a line feed for every single carriage return, which is also a line break in YAML. Offsets do not
 * change, so that no other code is affected.
 */
export const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text);
