/** The words of a caption in lower case: runs of letters and digits, joined by an apostrophe or a hyphen inside. */
export function captionWords(caption: string): string[] {
  return caption.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}
