/** Formats that are recognised by their first bytes, so that an image that cannot be decoded is named for what it is. */
type Signature = readonly [name: string, offset: number, bytes: string];

const UNREADABLE: readonly Signature[] = [
  ['BMP', 0, 'BM'],
  ['JPEG 2000', 0, '\0\0\0\x0cjP  '],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51'],
  ['JPEG XL', 0, '\xff\x0a'],
  ['JPEG XL', 0, '\0\0\0\x0cJXL '],
  ['JPEG XR', 0, 'II\xbc\x01'],
  ['HEIC', 4, 'ftyphei'],
  ['HEIC', 4, 'ftyphev'],
  ['HEIC', 4, 'ftypmif1'],
  ['HEIC', 4, 'ftypmsf1'],
  ['PSD', 0, '8BPS'],
  ['NITF', 0, 'NITF'],
  ['NITF', 0, 'NSIF'],
  ['MrSID', 0, 'msid'],
  ['FITS', 0, 'SIMPLE  ='],
  ['OpenEXR', 0, '\x76\x2f\x31\x01'],
  ['Radiance HDR', 0, '#?RADIANCE'],
  ['HDF5 or NetCDF', 0, '\x89HDF\r\n\x1a\n'],
  ['HDF4', 0, '\x0e\x03\x13\x01'],
  ['NetCDF', 0, 'CDF\x01'],
  ['NetCDF', 0, 'CDF\x02'],
  ['NumPy', 0, '\x93NUMPY'],
  ['ERDAS Imagine', 0, 'EHFA_HEADER_TAG'],
  ['ICO', 0, '\0\0\x01\0'],
  ['Netpbm', 0, 'P4\n'],
  ['Netpbm', 0, 'P5\n'],
  ['Netpbm', 0, 'P5 '],
  ['Netpbm', 0, 'P6\n'],
  ['Netpbm', 0, 'P6 '],
  ['Netpbm', 0, 'P2\n'],
  ['Netpbm', 0, 'P3\n'],
  ['DDS', 0, 'DDS '],
  ['QOI', 0, 'qoif'],
  ['DICOM', 128, 'DICM'],
  ['PDF', 0, '%PDF-'],
  ['Git LFS pointer', 0, 'version https://git-lfs'],
  ['gzip', 0, '\x1f\x8b'],
  ['zip', 0, 'PK\x03\x04'],
];

/** What to do about a file that only stands for an image, or packs it. */
const REMEDIES: Readonly<Record<string, string>> = {
  'Git LFS pointer': 'Run `git lfs pull` to get the image.',
  gzip: 'Unpack it.',
  zip: 'Unpack it.',
  PDF: 'Save its image as PNG or TIFF.',
};

/** A format that cannot be decoded, by the first bytes of a file. */
export interface UnreadableFormat {
  readonly name: string;
  readonly remedy: string;
}

/** @returns null where the bytes do not begin like any of these formats. */
export function unreadableFormat(bytes: Uint8Array): UnreadableFormat | null {
  const beginning = Buffer.from(bytes.subarray(0, 160)).toString('latin1');
  const [name] = UNREADABLE.find(([, offset, signature]) => beginning.startsWith(signature, offset)) ?? [];
  if (name === undefined) return null;
  return { name, remedy: REMEDIES[name] ?? 'Convert it to PNG or TIFF, as by `gdal_translate` or ImageMagick.' };
}
