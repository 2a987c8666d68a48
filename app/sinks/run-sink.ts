import type { EventLine } from '../enforcement/audit/record-line.ts'
import type { OpenedSink } from './open-sink.ts'
import { batchName, renderEvent } from './render-event.ts'
import type { SinkRecords, SinkRow } from './records.ts'
import { nextTry } from './retry.ts'
import type { SinkBatch, SinkEvent, SinkOutcome } from './sink.ts'

export interface Running {
  readonly records: SinkRecords
  readonly now: () => Date
  /** 0 … 1 */
  readonly random: () => number
}

/** So many events in a row are put aside; then it is the receiver that is out of order, and not the events. */
const mostRefusedInRow = 20

/** What a run has learned of the receiver. */
interface Learned {
  /** Events at a time. */
  most: number
  /** The end of a batch that was refused as a whole: somewhere before it is what is refused. */
  suspectTo: number | undefined
  /** The last event that was tried: the receiver may have it, also where it refused its batch. */
  triedTo: number
}

/**
 * Sends what a sink has not had yet, batch by batch, until nothing is left, something fails, or the signal says so. Whoever calls it holds
 * the lock of the sink.
 */
export async function runSink(
  running: Running,
  id: string,
  opened: OpenedSink,
  signal: AbortSignal,
): Promise<void> {
  const learned: Learned = { most: opened.limits.events, suspectTo: undefined, triedTo: 0 }
  await replay(running, id, opened, signal)
  while (!signal.aborted) {
    const sink = await running.records.read(id)
    if (!sink || !(await sendNext(running, sink, opened, learned, signal))) return
  }
}

/** @returns whether to go on */
async function sendNext(
  running: Running,
  sink: SinkRow,
  opened: OpenedSink,
  learned: Learned,
  signal: AbortSignal,
): Promise<boolean> {
  const { records, now } = running
  // Of a batch that an earlier run has begun, where it ends is fixed; what this run has begun it may cut smaller.
  const resumed = learned.triedTo === 0 ? sink.pendingLast : undefined
  const lines = await records.events(sink.organization.id, {
    after: sink.cursor,
    last: sink.pendingLast,
    limit: resumed === undefined ? sizeOf(sink, learned) : resumed - sink.cursor,
  })
  const isRepeated = sink.pendingTries > 0 || (lines[0]?.sequence ?? Infinity) <= learned.triedTo
  const batch = cut(
    lines,
    resumed === undefined ? opened.limits.bytes : Infinity,
    sink,
    opened.doubles && isRepeated,
  )
  if (!batch || isCollecting(sink, lines, opened, learned, now())) return false
  const { last, ...sent } = batch
  await records.begin(sink, last)
  learned.triedTo = Math.max(learned.triedTo, last)
  const outcome = await opened.deliver(sent, signal)
  if (outcome.kind === 'delivered') {
    await records.delivered(sink, { last, events: sent.events.length, isRepeated }, now())
    clearSuspect(learned, last)
    return true
  }
  // What was cut off by the end of the process has not failed; it is marked when it is sent again.
  if (signal.aborted) return false
  if (outcome.kind === 'failed') {
    await fail(running, sink, outcome)
    return false
  }
  if (sent.events.length === 1) {
    clearSuspect(learned, last)
    return refuse(running, sink, outcome, last)
  }
  // Where it is the size, what comes after is too large as well.
  if (outcome.problem.code === 'too-large') learned.most = Math.max(1, Math.floor(sent.events.length / 2))
  else learned.suspectTo = last
  return true
}

function clearSuspect(learned: Learned, settledTo: number): void {
  if (learned.suspectTo !== undefined && settledTo >= learned.suspectTo) learned.suspectTo = undefined
}

/** How many events are tried. Of what was refused, half of what is left, until one stands alone. */
function sizeOf({ cursor }: SinkRow, { most, suspectTo }: Learned): number {
  return suspectTo === undefined ? most : Math.min(most, Math.max(1, Math.floor((suspectTo - cursor) / 2)))
}

/** Puts an event aside, unless it is one of too many. */
async function refuse(
  running: Running,
  sink: SinkRow,
  { problem }: Extract<SinkOutcome, { readonly kind: 'refused' }>,
  sequence: number,
): Promise<boolean> {
  if (sink.refusedInRow < mostRefusedInRow) {
    await running.records.refused(sink, sequence, problem, running.now())
    return true
  }
  const detail = problem.detail ?? ''
  await fail(running, sink, {
    kind: 'failed',
    problem: { code: 'refuses-everything', detail: `${detail} ${problem.code}`.trim() },
    mayHaveArrived: false,
  })
  return false
}

async function fail(
  { records, now, random }: Running,
  sink: SinkRow,
  { problem, mayHaveArrived, notBefore }: Extract<SinkOutcome, { readonly kind: 'failed' }>,
): Promise<void> {
  const at = now()
  const next = nextTry(sink.failures, notBefore, at, random())
  await records.failed(sink, { problem, mayHaveArrived, notBefore: next }, at)
}

/** Whether more is waited for. */
function isCollecting(
  { pendingLast }: SinkRow,
  lines: readonly EventLine[],
  { collectSeconds }: OpenedSink,
  { most }: Learned,
  now: Date,
): boolean {
  const first = lines[0]
  if (!first || pendingLast !== undefined || lines.length >= most) return false
  return now.getTime() - Date.parse(first.at) < collectSeconds * 1000
}

/** As many of the events as fit; undefined: there is none. */
function cut(
  lines: readonly EventLine[],
  bytes: number,
  { organization, format, logins }: SinkRow,
  isMarked: boolean,
): (SinkBatch & { readonly last: number }) | undefined {
  const events: SinkEvent[] = []
  let size = 0
  for (const line of lines) {
    const event = renderEvent(line, organization, { format, logins, labels: isMarked ? ['repeated'] : [] })
    size += Buffer.byteLength(event.text)
    if (events.length > 0 && size > bytes) break
    events.push(event)
  }
  const [first, ...others] = events
  const [begin] = lines
  const end = lines[events.length - 1]
  if (!first || !begin || !end) return undefined
  return {
    name: batchName(organization.id, begin.sequence, end.sequence),
    organization: organization.id,
    events: [first, ...others],
    isTest: false,
    last: end.sequence,
  }
}

const mostReplays = 100

/** Sends what was put aside and is to be sent again, each by itself. */
async function replay(
  { records, now }: Running,
  id: string,
  opened: OpenedSink,
  signal: AbortSignal,
): Promise<void> {
  const sequences = await records.replays(id, mostReplays)
  const sink = sequences.length > 0 ? await records.read(id) : undefined
  if (!sink) return
  for (const sequence of sequences) {
    if (signal.aborted) return
    const range = { after: sequence - 1, last: sequence, limit: 1 }
    const batch = cut(await records.events(sink.organization.id, range), opened.limits.bytes, sink, false)
    const outcome = batch ? await opened.deliver(batch, signal) : undefined
    // Nobody knows yet: it is tried with the next run.
    if (outcome?.kind === 'failed') return
    await records.replayed(id, sequence, outcome?.kind === 'refused' ? outcome.problem : undefined, now())
  }
}
