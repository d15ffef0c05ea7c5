import { type Random, shuffled } from '@rs-sam/foundation/random';
import type { Box, SceneObject } from '../scene';

/** A point in pixels. */
export type Point = readonly [x: number, y: number];

/** The origin of the image, for shapes in image coordinates. */
export const ORIGIN: Pose = { x: 0, y: 0 };

/** A place for an object: its centre, and its direction in degrees clockwise from the right. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly angle?: number;
}

/** Collects the drawing of a scene and the objects in it, and makes its random choices. */
export class Brush {
  readonly objects: SceneObject[] = [];
  private readonly parts: string[] = [];
  /** Direction in which shadows fall, of unit length. */
  private readonly sun: Point;

  constructor(private readonly random: Random) {
    const azimuth = this.between(0, 2 * Math.PI);
    this.sun = [Math.cos(azimuth), Math.sin(azimuth)];
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** An integer from low to high, both included. */
  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** One of the values; there has to be at least one. */
  pick<const T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }

  /** Some of the values, in random order. */
  some<T>(values: readonly T[], count: number): T[] {
    return shuffled(values, this.random).slice(0, count);
  }

  add(svg: string): void {
    this.parts.push(svg);
  }

  /** Draws at a pose: the shape is given around the origin, pointing to the right. */
  addAt({ x, y, angle = 0 }: Pose, svg: string): void {
    this.add(`<g transform="translate(${n(x)} ${n(y)}) rotate(${n(angle)})">${svg}</g>`);
  }

  /** The shadows of a shape of this height in pixels, at each pose: cast from its foot to its top. */
  shadow(shape: string, height: number, ...poses: readonly Pose[]): void {
    const steps = Math.max(1, Math.ceil(height / 2));
    const copies = poses.flatMap(({ x, y, angle = 0 }) =>
      Array.from({ length: steps }, (_, step) => {
        const reach = (height * (step + 1)) / steps;
        const at = `translate(${n(x + this.sun[0] * reach)} ${n(y + this.sun[1] * reach)}) rotate(${n(angle)})`;
        return `<g transform="${at}">${shape}</g>`;
      }),
    );
    this.add(`<g fill="#0b1420" opacity="0.42">${copies.join('')}</g>`);
  }

  /** How much a surface that faces this direction (degrees) faces the sun, from −1 to 1. */
  facing(angle: number): number {
    const radians = (angle * Math.PI) / 180;
    return -(Math.cos(radians) * this.sun[0] + Math.sin(radians) * this.sun[1]);
  }

  /** Adds an object that captions may name, and returns its id. */
  object(kind: string, colour: string | null, box: Box): string {
    const id = `${kind.replaceAll(' ', '-')}-${this.objects.length}`;
    this.objects.push({ id, kind, colour, box });
    return id;
  }

  svg(): string {
    return this.parts.join('\n');
  }
}

/** A number of the drawing as text, to a tenth of a pixel: the same text on every machine. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

/** The upright box around a turned rectangle. */
export function boxAround({ x, y, angle = 0 }: Pose, length: number, breadth: number): Box {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  const [width, height] = [length * cos + breadth * sin, length * sin + breadth * cos];
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A rectangle around the origin. */
export function centredRect(length: number, breadth: number, attributes = ''): string {
  const [x, y] = [n(-length / 2), n(-breadth / 2)];
  return `<rect x="${x}" y="${y}" width="${n(length)}" height="${n(breadth)}" ${attributes}/>`;
}
