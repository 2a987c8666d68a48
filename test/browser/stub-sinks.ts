import type { FastifyInstance } from 'fastify'

const at = '2026-11-27T08:00:00.000Z'

const sinkOf = (id: string, name: string, settings: object, more: object = {}) => ({
  id,
  name,
  format: 'ocsf',
  logins: true,
  settings,
  hasSecret: true,
  isPaused: false,
  createdBy: 'ada',
  createdAt: at,
  problem: null,
  failures: 0,
  failingSince: null,
  nextAt: null,
  lastSentAt: at,
  sent: 48_211,
  repeated: 0,
  deadLetters: 0,
  replaying: 0,
  lagEvents: 0,
  lagSeconds: 0,
  ...more,
})

const splunk = {
  kind: 'splunk',
  url: 'https://splunk.acme.example:8088',
  source: 'gatehouse',
  sourcetype: 'gatehouse:audit',
}
const syslog = {
  kind: 'syslog',
  host: 'logs.acme.example',
  port: 6514,
  facility: 13,
  appName: 'gatehouse',
  confirms: true,
}
const problem = {
  code: 'certificate-unknown',
  says: 'The receiver’s certificate was issued by an authority that is not trusted. (SELF_SIGNED_CERT_IN_CHAIN)',
  todo: 'Give the certificate of that authority (PEM) in the settings of the sink.',
}

/** Receivers of the audit log: one that is up to date, one that fails, one that has refused something. */
export function addStubSinks(server: FastifyInstance, organization: string): void {
  const sinks: { id: string; deadLetters: number; name: string }[] = [
    sinkOf('1', 'Splunk', splunk),
    sinkOf('2', 'Log archive', syslog, {
      problem,
      failures: 7,
      failingSince: at,
      nextAt: at,
      lagEvents: 1204,
    }),
    sinkOf(
      '3',
      'SOAR',
      { kind: 'webhook', url: 'https://soar.acme.example/in', body: 'lines' },
      { deadLetters: 3 },
    ),
  ]
  server.get(`${organization}/sinks`, () => ({ items: sinks }))
  server.post<{ Body: { name: string; settings: object } }>(`${organization}/sinks`, ({ body }, reply) => {
    sinks.push(sinkOf('4', body.name, body.settings, { sent: 0, lastSentAt: null }))
    return reply.code(201).send({ id: '4' })
  })
  server.post<{ Params: { sink: string } }>(`${organization}/sinks/:sink/test`, ({ params }) =>
    params.sink === '2'
      ? { isReached: false, ...problem, tookMs: 12, event: 'test-1' }
      : {
          isReached: true,
          code: null,
          says: 'The receiver took the test event.',
          todo: null,
          tookMs: 12,
          event: 'test-1',
        },
  )
  server.post<{ Params: { sink: string } }>(`${organization}/sinks/:sink/replay`, ({ params }) => {
    for (const one of sinks) if (one.id === params.sink) one.deadLetters = 0
    return { events: 3 }
  })
}
