/** The flag of an option: `--nodata-limit` of `nodataLimit`. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
