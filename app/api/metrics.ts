import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

interface MetricDescription {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
}

/** Every metric of our own; docs/metrics.md is made from it. */
export const metricList = {
  gatehouse_http_request_duration_seconds: {
    kind: 'histogram',
    help: 'How long HTTP requests took, by route and status.',
    labels: ['method', 'route', 'status'],
  },
  gatehouse_deliveries_total: {
    kind: 'counter',
    help: 'Webhook deliveries by what became of them: accepted, unsigned, malformed, too-large, wrong-type, failed.',
    labels: ['result'],
  },
  gatehouse_work_open: {
    kind: 'gauge',
    help: 'Work that waits or is under way, by kind.',
    labels: ['kind'],
  },
  gatehouse_work_failing: {
    kind: 'gauge',
    help: 'Work whose last try failed and that will be tried again, by kind.',
    labels: ['kind'],
  },
  gatehouse_work_oldest_wait_seconds: {
    kind: 'gauge',
    help: 'How long the work that is due has been due at most, by kind.',
    labels: ['kind'],
  },
  gatehouse_host_up: {
    kind: 'gauge',
    help: 'Whether a GitHub host can be worked with, as this process saw it last: 1 or 0, by host.',
    labels: ['host'],
  },
  gatehouse_rate_limit_remaining: {
    kind: 'gauge',
    help: 'Requests that GitHub still answers in this hour, by installation.',
    labels: ['installation'],
  },
  gatehouse_decisions: {
    kind: 'gauge',
    help: 'Repositories by the decision that stands.',
    labels: ['host', 'organization', 'outcome'],
  },
  gatehouse_sweep_age_seconds: {
    kind: 'gauge',
    help: 'Seconds since the last finished sweep began, by organization.',
    labels: ['host', 'organization'],
  },
  gatehouse_sweep_coverage_ratio: {
    kind: 'gauge',
    help: 'The part of the repositories that the last finished sweep could read, 0 to 1, by organization.',
    labels: ['host', 'organization'],
  },
  gatehouse_effects_open: {
    kind: 'gauge',
    help: 'Changes of GitHub that are not over, by organization, kind, and state: planned, held (for a Gatehouse owner), manual (for a person to make).',
    labels: ['host', 'organization', 'kind', 'state'],
  },
  gatehouse_paused: {
    kind: 'gauge',
    help: 'Whether changes are paused, alone or with the whole deployment: 1 or 0, by organization.',
    labels: ['host', 'organization'],
  },
  gatehouse_hold_open: {
    kind: 'gauge',
    help: 'Whether a plan that is too large waits for a Gatehouse owner: 1 or 0, by organization.',
    labels: ['host', 'organization'],
  },
  gatehouse_enforcement_accepted: {
    kind: 'gauge',
    help: 'Whether a Gatehouse owner has accepted what is enforced from this database, and it is not an older one since: 1 or 0, by organization.',
    labels: ['host', 'organization'],
  },
  gatehouse_emergency_reviews_overdue: {
    kind: 'gauge',
    help: 'Emergencies that nobody has reviewed in time, by organization.',
    labels: ['host', 'organization'],
  },
  gatehouse_notifications_open: {
    kind: 'gauge',
    help: 'Notifications that are not sent, by target and state: waiting (to be sent or tried again), dead (given up; `gatehouse notifications failures --replay`).',
    labels: ['target', 'state'],
  },
  gatehouse_notifications_failing: {
    kind: 'gauge',
    help: 'Whether the last try of a target failed: 1 or 0.',
    labels: ['target'],
  },
  gatehouse_sink_lag_events: {
    kind: 'gauge',
    help: 'Events of the audit log that a sink (SIEM) has not been sent yet.',
    labels: ['host', 'organization', 'sink'],
  },
  gatehouse_sink_lag_seconds: {
    kind: 'gauge',
    help: 'How old the oldest event is that a sink has not been sent yet; 0: none is left.',
    labels: ['host', 'organization', 'sink'],
  },
  gatehouse_sink_failures: {
    kind: 'gauge',
    help: 'Tries of a sink that failed in a row; 0: the last one did not.',
    labels: ['host', 'organization', 'sink'],
  },
  gatehouse_sink_dead_letters: {
    kind: 'gauge',
    help: 'Events that the receiver of a sink refused, and that can be sent again.',
    labels: ['host', 'organization', 'sink'],
  },
  gatehouse_sink_sent_events: {
    kind: 'gauge',
    help: 'Events that the receiver of a sink has confirmed since the sink was set up.',
    labels: ['host', 'organization', 'sink'],
  },
  gatehouse_sink_repeated_events: {
    kind: 'gauge',
    help: 'How many of those the receiver may have had before; they are marked.',
    labels: ['host', 'organization', 'sink'],
  },
} as const satisfies Readonly<Record<string, MetricDescription>>

/** One value with its labels, as it is read when somebody asks for the metrics. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

type GaugeName = {
  readonly [Name in keyof typeof metricList]: (typeof metricList)[Name]['kind'] extends 'gauge' ? Name : never
}[keyof typeof metricList]

/** Values that nobody counts up: they are read anew each time. */
export type GaugeSamples = Readonly<Partial<Record<GaugeName, readonly Sample[]>>>

export interface Metrics {
  readonly requestTook: (method: string, route: string, status: number, seconds: number) => void
  readonly deliveryEnded: (result: string) => void
  /** Everything in Prometheus' text format. */
  readonly render: () => Promise<{ readonly type: string; readonly text: string }>
}

/** @param read what gauges say now; where it fails they are left out, so that nobody takes an old value for a new one */
export function createMetrics(read: () => Promise<GaugeSamples>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    ...described('gatehouse_http_request_duration_seconds'),
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const deliveries = new Counter({ ...described('gatehouse_deliveries_total'), registers: [registry] })
  const gauges = gaugeNames.map(
    (name) => [name, new Gauge({ ...described(name), registers: [registry] })] as const,
  )
  return {
    requestTook: (method, route, status, seconds) =>
      durations.observe({ method, route, status: String(status) }, seconds),
    deliveryEnded: (result) => deliveries.inc({ result }),
    render: async () => {
      const samples = await read().catch((): GaugeSamples => ({}))
      for (const [name, gauge] of gauges) {
        gauge.reset()
        for (const { labels, value } of samples[name] ?? []) gauge.set(labels, value)
      }
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
}

const isGauge = (name: string): name is GaugeName =>
  Object.hasOwn(metricList, name) &&
  Object.entries(metricList).some(([one, { kind }]) => one === name && kind === 'gauge')

const gaugeNames = Object.keys(metricList).filter(isGauge)

function described(name: keyof typeof metricList): {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
} {
  const { help, labels } = metricList[name]
  return { name, help, labelNames: [...labels] }
}
