import {
  collectDefaultMetrics,
  type CollectFunction,
  Counter,
  Gauge,
  Histogram,
  type Metric,
  Registry,
} from 'prom-client';
import { mergeMetrics } from './merge-metrics.js';
import { Tally } from './tally.js';

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface MetricOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  /** Closed sets only: no name, path or address of a caller. */
  readonly labels?: readonly Label[];
}

/** The measurements of one process. Asking twice for a name gives the same metric: several services share a process. */
export class Metrics {
  readonly registry = new Registry();

  private readonly sources = new Map<string, () => Promise<string>>();

  /** Adds the measurements of another thread, asked for whenever these are read. */
  addSource(name: string, read: () => Promise<string>): void {
    this.sources.set(name, read);
  }

  /** Everything, as Prometheus reads it. */
  async text(): Promise<string> {
    const own = this.registry.metrics();
    return mergeMetrics(await Promise.all([own, ...[...this.sources.values()].map((read) => read())]));
  }

  /** Adds the measurements of the process itself (memory, event loop, handles). */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string = never>(options: MetricOptions<Label>): Counter<Label> {
    return (
      (this.existing(options.name) as Counter<Label> | undefined) ?? new Counter<Label>(this.configuration(options))
    );
  }

  /**
   * Tallies of a counter, one for each of its series, by the values of its labels joined with a space. All series exist from
   * the start.
   */
  tallies<Label extends string>(
    options: MetricOptions<Label>,
    series: readonly (readonly string[])[],
  ): ReadonlyMap<string, Tally> {
    const tallies = new Map(series.map((values) => [values.join(' '), new Tally()]));
    const counter = new Counter<Label>({
      ...this.configuration(options),
      collect: () => {
        for (const values of series) counter.labels(...values).inc(tallies.get(values.join(' '))?.take() ?? 0);
      },
    });
    return tallies;
  }

  /** With `read`, the value is asked for whenever somebody looks. */
  gauge<Label extends string = never>(options: MetricOptions<Label> & { readonly read?: () => number }): Gauge<Label> {
    const { read } = options;
    const collected = read === undefined ? {} : { collect: collectBy<Label>(read) };
    return (
      (this.existing(options.name) as Gauge<Label> | undefined) ??
      new Gauge<Label>({ ...this.configuration(options), ...collected })
    );
  }

  histogram<Label extends string = never>(
    options: MetricOptions<Label> & { readonly buckets?: readonly number[] },
  ): Histogram<Label> {
    const buckets = [...(options.buckets ?? REQUEST_SECONDS)];
    return (
      (this.existing(options.name) as Histogram<Label> | undefined) ??
      new Histogram<Label>({ ...this.configuration(options), buckets })
    );
  }

  /** Requests by route template, never by the path itself. */
  requests(): Histogram<'method' | 'route' | 'status'> {
    return this.histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests by route template.',
      labels: ['method', 'route', 'status'],
    });
  }

  private existing(name: string): Metric | undefined {
    return this.registry.getSingleMetric(name);
  }

  private configuration<Label extends string>(options: MetricOptions<Label>) {
    return {
      name: options.name,
      help: options.help,
      labelNames: [...(options.labels ?? [])],
      registers: [this.registry],
    };
  }
}

function collectBy<Label extends string>(read: () => number): CollectFunction<Gauge<Label>> {
  return function collect(this: Gauge<Label>) {
    this.set(read());
  };
}
