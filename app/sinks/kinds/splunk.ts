import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { ReceivedAnswer } from '../../notifications/channels/send-request.ts'
import type { SinkProblemCode } from '../problems.ts'
import type { SettingsOf } from '../settings.ts'
import { delivered, type SinkBatch, type SinkKind, type SinkNetwork, type SinkOutcome } from '../sink.ts'
import { failedBy, outcomeOfAnswer } from '../why-failed.ts'

type Settings = SettingsOf<'splunk'>

/**
 * Splunk's HTTP Event Collector: concatenated events, no separator needed. With a channel it says later which batches are indexed.
 * Sources: Splunk, "Format events for HTTP Event Collector", "About HTTP Event Collector Indexer Acknowledgment", "Troubleshoot HTTP Event
 * Collector" (the codes).
 */
export const splunkSink: SinkKind<Settings> = {
  limits: { events: 500, bytes: 900 * 1024 },
  doubles: true,
  collectSeconds: () => 0,
  receiverOf: ({ url }) => new URL(url).host,
  open: (settings, secret, network) => ({
    deliver: async (batch, signal) => {
      const body = batch.events.map((event) => eventOf(event, settings, network)).join('\n')
      const at = network.now()
      try {
        const answer = await ask(settings, secret(), network, 'event', body, signal)
        const outcome = outcomeOf(answer, at)
        const ackId = outcome.kind === 'delivered' ? read(answer)?.ackId : undefined
        if (settings.channel === undefined || ackId === undefined) return outcome
        return await untilIndexed(ackId, settings, secret(), network, signal)
      } catch (error) {
        return failedBy(error)
      }
    },
  }),
}

function eventOf(
  { at, text }: SinkBatch['events'][number],
  settings: Settings,
  { hostName }: SinkNetwork,
): string {
  const { index, source, sourcetype } = settings
  const about = JSON.stringify({
    time: at.getTime() / 1000,
    host: hostName,
    source,
    sourcetype,
    ...(index !== undefined && { index }),
  })
  // The event is JSON already.
  return `${about.slice(0, -1)},"event":${text}}`
}

const ask = (
  { url, channel, ca }: Settings,
  token: string,
  { send }: SinkNetwork,
  what: 'event' | 'ack',
  body: string,
  signal: AbortSignal,
): Promise<ReceivedAnswer> =>
  send({
    method: 'POST',
    url: `${url.replace(/\/+$/, '')}/services/collector/${what}`,
    headers: {
      authorization: `Splunk ${token}`,
      'content-type': 'application/json',
      ...(channel !== undefined && { 'x-splunk-request-channel': channel }),
    },
    body,
    signal,
    ...(ca !== undefined && { ca }),
  })

const answerSchema = z.object({
  code: z.int().optional(),
  text: z.string().optional(),
  ackId: z.int().optional(),
  acks: z.record(z.string(), z.boolean()).optional(),
})

function read({ text }: ReceivedAnswer): z.output<typeof answerSchema> | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data
  } catch {
    // A proxy answers with a page; the status tells what can be told.
    return undefined
  }
}

/** Codes that say something of the set-up, and nothing of the events. */
const setUpCodes: Readonly<Record<number, SinkProblemCode>> = {
  7: 'splunk-index',
  10: 'splunk-channel',
  11: 'splunk-channel',
  14: 'splunk-channel',
}

function outcomeOf(answer: ReceivedAnswer, now: Date): SinkOutcome {
  const outcome = outcomeOfAnswer(answer, now)
  const said = read(answer)
  if (outcome.kind === 'delivered' && said?.code !== 0)
    return {
      kind: 'failed',
      problem: { code: 'unexpected-answer', detail: `(${answer.status})` },
      mayHaveArrived: true,
    }
  const code = said?.code
  if (outcome.kind === 'delivered' || code === undefined) return outcome
  const detail = `(${answer.status}, code ${code})`
  const setUp = setUpCodes[code]
  if (setUp !== undefined) return { kind: 'failed', problem: { code: setUp, detail }, mayHaveArrived: false }
  return { ...outcome, problem: { ...outcome.problem, detail } }
}

const lookEveryMs = 500

/** Splunk forgets what it was asked about once it has answered yes, so each yes counts. */
async function untilIndexed(
  ackId: number,
  settings: Settings,
  token: string,
  network: SinkNetwork,
  signal: AbortSignal,
): Promise<SinkOutcome> {
  const end = Date.now() + network.timeoutMs
  while (Date.now() < end) {
    const answer = await ask(settings, token, network, 'ack', JSON.stringify({ acks: [ackId] }), signal)
    if (read(answer)?.acks?.[String(ackId)] === true) return delivered
    await wait(lookEveryMs, undefined, { signal })
  }
  return { kind: 'failed', problem: { code: 'splunk-unindexed' }, mayHaveArrived: true }
}
