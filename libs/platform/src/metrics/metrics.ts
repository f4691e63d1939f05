import { collectDefaultMetrics, Counter, Gauge, Histogram, type Metric, Registry } from 'prom-client';

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

  /** Adds the measurements of the process itself (memory, event loop, handles). */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string = never>(options: MetricOptions<Label>): Counter<Label> {
    return (
      (this.existing(options.name) as Counter<Label> | undefined) ?? new Counter<Label>(this.configuration(options))
    );
  }

  gauge<Label extends string = never>(options: MetricOptions<Label>): Gauge<Label> {
    return (this.existing(options.name) as Gauge<Label> | undefined) ?? new Gauge<Label>(this.configuration(options));
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
