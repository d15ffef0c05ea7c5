const EVERYWHERE = 'filterUnits="userSpaceOnUse" x="-16" y="-16" width="288" height="288"';
const ITS_OWN = 'x="0" y="0" width="1" height="1"';
const GREY = '<feColorMatrix values="0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 1"/>';

/** Multiplies what is drawn by noise around 1. */
function grain(
  id: string,
  frequency: string,
  octaves: number,
  contrast: number,
  seed: number,
  region = EVERYWHERE,
): string {
  return `<filter id="${id}" ${region} color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}"/>${GREY}
<feComposite in="SourceGraphic" operator="arithmetic" k1="${contrast}" k2="${1 - contrast / 2}"/>
<feComposite in2="SourceGraphic" operator="in"/></filter>`;
}

/** Leaves what is drawn only in soft patches. */
function patches(id: string, frequency: string, seed: number, threshold: number): string {
  return `<filter id="${id}" ${EVERYWHERE} color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="3" seed="${seed}"/>
<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5 ${-5 * threshold}" result="where"/>
<feComposite in="SourceGraphic" in2="where" operator="in"/></filter>`;
}

/** The textures of a scene: seeded noise filters of SVG, so that a scene is a text without other files. */
export function textureDefinitions(seed: number): string {
  return `<defs>
${grain('grass', '0.3', 3, 0.75, seed)}
${grain('soil', '0.2', 3, 0.5, seed + 1)}
${grain('asphalt', '0.5', 2, 0.28, seed + 2)}
${grain('roof', '0.25', 2, 0.3, seed + 4, ITS_OWN)}
${grain('waves', '0.05 0.16', 3, 0.65, seed + 5)}
${grain('land', '0.012', 3, 0.6, seed + 6)}
${patches('patches', '0.02', seed + 7, 0.5)}
${patches('specks', '0.09', seed + 8, 0.56)}
<filter id="foliage" x="-0.3" y="-0.3" width="1.6" height="1.6" color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency="0.22" numOctaves="3" seed="${seed + 9}" result="noise"/>
<feDisplacementMap in="SourceGraphic" in2="noise" scale="5" xChannelSelector="R" yChannelSelector="G" result="ragged"/>
<feColorMatrix in="noise" values="0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 1" result="grey"/>
<feComposite in="ragged" in2="grey" operator="arithmetic" k1="1.2" k2="0.48" result="lit"/>
<feComposite in="lit" in2="ragged" operator="in"/></filter>
<filter id="soft" x="-0.2" y="-0.2" width="1.4" height="1.4"><feGaussianBlur stdDeviation="1.6"/></filter>
<filter id="ragged" ${EVERYWHERE} color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency="0.05" numOctaves="3" seed="${seed + 10}"/>
<feDisplacementMap in="SourceGraphic" scale="9" xChannelSelector="R" yChannelSelector="G"/></filter>
<filter id="photo" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
<feGaussianBlur in="SourceGraphic" stdDeviation="0.45" result="seen"/>
<feTurbulence type="fractalNoise" baseFrequency="0.8" numOctaves="1" seed="${seed + 11}"/>${GREY}
<feComposite in="seen" operator="arithmetic" k1="0.22" k2="0.86" k3="0.02" k4="0.01"/></filter>
</defs>`;
}
