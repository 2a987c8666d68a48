import { randomUUID } from 'node:crypto'
import { noHash } from '../enforcement/audit/chain.ts'
import { sayProblem, sinkProblems, type SinkProblemCode } from './problems.ts'
import { renderEvent, type SinkOrganization } from './render-event.ts'
import type { SinkFormat } from './settings.ts'
import type { Sink } from './sink.ts'

/** What came of a test, in words. */
export interface SinkTest {
  readonly isReached: boolean
  /** null: it was taken. */
  readonly code: SinkProblemCode | null
  readonly says: string
  readonly todo: string | null
  readonly tookMs: number
  /** By which the test is found at the receiver. */
  readonly event: string
}

/** Sends one event that is marked as a test (`metadata.labels`), and says what the receiver answered. */
export async function testSink(
  sink: Sink,
  {
    organization,
    format,
    at,
  }: { readonly organization: SinkOrganization; readonly format: SinkFormat; readonly at: Date },
  signal: AbortSignal,
): Promise<SinkTest> {
  const id = `test-${randomUUID()}`
  const event = renderEvent(
    {
      type: 'event',
      organization: organization.id,
      sequence: 0,
      at: at.toISOString(),
      kind: 'sink.tested',
      actor: null,
      subject: id,
      data: {},
      previous: noHash,
      hash: noHash,
    },
    organization,
    { format, logins: false, labels: ['test'] },
  )
  const begun = performance.now()
  const outcome = await sink.deliver(
    { name: `${organization.id}-test`, organization: organization.id, events: [event], isTest: true },
    signal,
  )
  const tookMs = Math.round(performance.now() - begun)
  if (outcome.kind === 'delivered')
    return {
      isReached: true,
      code: null,
      says: 'The receiver took the test event.',
      todo: null,
      tookMs,
      event: id,
    }
  const { problem } = outcome
  return {
    isReached: false,
    code: problem.code,
    says: sayProblem(problem),
    todo: sinkProblems[problem.code].todo,
    tookMs,
    event: id,
  }
}
