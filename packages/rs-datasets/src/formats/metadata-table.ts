import { glanceAtText } from '../reading/decode-text';
import { baseName } from '../reading/file-name';
import type { SourceFile } from '../reading/source-file';

/** The table of an image folder: Hugging Face asks for these names. */
export function isMetadataTable(file: SourceFile): boolean {
  if (!/^metadata\.[ct]sv$/i.test(baseName(file.path))) return false;
  return /(^|["',;\t])\s*file_name\b/.test((glanceAtText(file) ?? '').slice(0, 10_000).split(/\r|\n/, 1)[0] ?? '');
}
