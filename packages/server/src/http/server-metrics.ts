import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JobOutcome } from '../inference/inference';
import type { JobKind } from '../inference/jobs';

/** What is measured, in the text format of Prometheus. */
export interface ServerMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** A request was answered. */
  answered(route: string, method: string, status: number, seconds: number): void;
  /** A job ended. */
  computed(kind: JobKind, outcome: JobOutcome, seconds: number): void;
}

/** What is read when the metrics are. */
export interface ServerGauges {
  /** Searches in the server. */
  readonly places: () => number;
  readonly waiting: () => number;
  readonly items: () => number;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @param withProcess whether memory, processor time and the delay of the event loop are measured too. */
export function createServerMetrics(withProcess: boolean): ServerMetrics & { watch(gauges: ServerGauges): void } {
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    ...{ name: 'rs_sam_http_request_seconds', help: 'Time from the header of a request to the end of its answer' },
    ...{ labelNames: ['route', 'method', 'status'] as const, buckets: SECONDS, registers },
  });
  const jobs = new Histogram({
    ...{ name: 'rs_sam_job_seconds', help: 'Time that jobs were computed, without waiting' },
    ...{ labelNames: ['kind'] as const, buckets: SECONDS, registers },
  });
  const outcomes = new Counter({
    ...{ name: 'rs_sam_jobs_total', help: 'Jobs by how they ended: done, failed, late, ended with the process' },
    ...{ labelNames: ['kind', 'outcome'] as const, registers },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (route, method, status, seconds) => requests.observe({ route, method, status: String(status) }, seconds),
    computed(kind, outcome, seconds) {
      jobs.observe({ kind }, seconds);
      outcomes.inc({ kind, outcome });
    },
    watch({ places, waiting, items }) {
      const gauge = (name: string, help: string, value: () => number) =>
        new Gauge({
          ...{ name, help, registers },
          collect() {
            this.set(value());
          },
        });
      gauge('rs_sam_searches', 'Searches in the server, waiting or computed', places);
      gauge('rs_sam_searches_waiting', 'Searches that wait', waiting);
      gauge('rs_sam_items', 'Items of the gallery', items);
    },
  };
}
