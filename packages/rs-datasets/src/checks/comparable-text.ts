/** A caption in the form in which captions are compared: lower case, single spaces, trimmed. */
export function comparableText(caption: string): string {
  return caption.toLowerCase().replace(/\s+/g, ' ').trim();
}
