import { AppError } from '../../scanner/errors.ts'
import type { SinksApi } from '../api/v1/resources/sinks.ts'
import type { Sealer } from '../database/sealed.ts'
import { listDeadLetters, listSinks } from '../database/sinks/list-sinks.ts'
import {
  changeSink,
  createSink,
  endSink,
  recordSinkTest,
  replaySink,
  type SinkOrder,
} from '../database/sinks/order-sinks.ts'
import type { Store } from '../database/store.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { openKeptSink } from '../open-sinks.ts'
import type { SinkNetwork } from '../sinks/sink.ts'
import { testSink } from '../sinks/test-sink.ts'

export interface SinksActing {
  readonly store: Store
  readonly sealer: Sealer
  readonly network: SinkNetwork
  /** Aborted when the process stops. */
  readonly signal: AbortSignal
  readonly now: () => Date
}

/** A person waits for a test. */
const testMs = 15_000

/** Where the audit log is sent on to, and what owners order about it. */
export function createSinksApi({ store, sealer, network, signal, now }: SinksActing): SinksApi {
  const orderOf = ({ person }: Viewer, organization: string): SinkOrder => {
    if (person === null) throw new AppError('not-allowed', 'Only a person may do this.')
    return { organization, by: person, at: now() }
  }
  return {
    list: ({ scope }, organization) => listSinks(store, scope, organization, now()),
    create: (viewer, organization, wanted) =>
      createSink(store, sealer, orderOf(viewer, organization), wanted),
    change: (viewer, organization, sink, wanted) =>
      changeSink(store, sealer, orderOf(viewer, organization), sink, wanted),
    end: (viewer, organization, sink) => endSink(store, orderOf(viewer, organization), sink),
    test: async (viewer, organization, sink) => {
      const order = orderOf(viewer, organization)
      const [found] = await listSinks(store, viewer.scope, organization, order.at, sink)
      if (!found) throw new AppError('not-there', 'There is no such sink.')
      const { id, settings, format, host, login } = found
      const opened = await openKeptSink({ store, sealer, network }, { id, settings: settings ?? undefined })
      const result = await testSink(
        opened,
        { organization: { id: organization, host, login }, format, at: order.at },
        AbortSignal.any([signal, AbortSignal.timeout(testMs)]),
      )
      await recordSinkTest(store, order, sink, result.code)
      return result
    },
    deadLetters: ({ scope }, query) => listDeadLetters(store, scope, query),
    replay: (viewer, organization, sink, sequences) =>
      replaySink(store, orderOf(viewer, organization), sink, sequences),
  }
}
