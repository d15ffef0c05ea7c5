/** The speed of some work, and its remaining time. */
export interface Pace {
  /** Units per second since the start; null before the first unit. */
  readonly rate: number | null;
  /** Seconds. */
  readonly left: number | null;
}

/** @param from - Units of an earlier run, which do not count for the rate. */
export function paceOf(done: number, total: number, from: number, seconds: number): Pace {
  if (done <= from || seconds <= 0) return { rate: null, left: null };
  const rate = (done - from) / seconds;
  return { rate, left: (total - done) / rate };
}

/** `3.2 images/s, 4 min left`. */
export function formatPace({ rate, left }: Pace, unit: string): string {
  if (rate === null || left === null) return '';
  return `${rate.toPrecision(rate < 1000 ? 3 : 4)} ${unit}/s, ${formatSeconds(left)} left`;
}

/** `45 s`, `12 min`, `3 h 20 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
