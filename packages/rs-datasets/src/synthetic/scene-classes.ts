import type { SceneClass } from './scene-class';
import { airport } from './scenes/airport';
import { baseballDiamonds } from './scenes/baseball-diamond';
import { beach } from './scenes/beach';
import { bridge } from './scenes/bridge';
import { denseResidential } from './scenes/dense-residential';
import { farmland } from './scenes/farmland';
import { harbour } from './scenes/harbour';
import { intersection } from './scenes/intersection';
import { parkingLot } from './scenes/parking-lot';
import { playground } from './scenes/playground';
import { storageTanks } from './scenes/storage-tanks';
import { tennisCourts } from './scenes/tennis-court';

/** Every class of synthetic scene. A new one is a file in `scenes/` and a line here. */
export const CLASSES: readonly SceneClass[] = [
  airport,
  baseballDiamonds,
  beach,
  bridge,
  denseResidential,
  farmland,
  harbour,
  intersection,
  parkingLot,
  playground,
  storageTanks,
  tennisCourts,
];

/** The names of the classes of synthetic scenes. */
export const SCENE_CLASSES: readonly string[] = CLASSES.map(({ name }) => name);
