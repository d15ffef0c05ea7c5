/** A caption as it is compared: lower case, single spaces, trimmed. */
export function comparableText(caption: string): string {
  return caption.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The words of a caption, lower case: runs of letters and digits, joined by an apostrophe or a hyphen inside. */
export function captionWords(caption: string): string[] {
  return caption.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}
