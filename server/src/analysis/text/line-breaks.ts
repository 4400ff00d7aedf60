/**
 * The text with a line feed for every carriage return that stands alone, which YAML takes for a line break as well. Offsets stay
 * the same, so that nothing else needs to know of them.
 */
export const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text);
