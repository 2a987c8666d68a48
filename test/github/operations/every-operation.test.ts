import { expect, test } from 'vitest'
import { description } from '../description/description.ts'
import { simulated } from '../simulated.ts'
import { caller } from './caller.ts'
import { operationHandlers } from './index.ts'
import { writes } from './writes.ts'

const operations = Object.entries(description.operations)

test('the simulator can do everything that is described', () => {
  const missing = operations.filter(([id]) => operationHandlers[id] === undefined).map(([id]) => id)
  expect(missing).toEqual([])
  expect(Object.keys(operationHandlers).filter((id) => description.operations[id] === undefined)).toEqual([])
})

/** Reads that say no here, for which see the tests of their own. */
const refused = new Set([
  'apps/get-user-installation',
  'apps/get-webhook-delivery',
  'pulls/check-if-merged',
  'repos/download-tarball-archive',
  'repos/download-zipball-archive',
  'search/code',
])

const reads = operations.filter(
  ([id, { method }]) => method === 'GET' && operationHandlers[id] !== undefined && !refused.has(id),
)

test('every read answers as described', async () => {
  const github = await simulated()
  const call = await caller(github)
  const answers = await inTurn(reads, async ([id]) => ({ id, ...(await call(id)) }))
  expect(answers.filter(({ status }) => status !== 200 && status !== 204)).toEqual([])
})

test('every write does, too', async () => {
  const github = await simulated({ limits: { secondary: false } })
  const call = await caller(github)
  const done = new Set<string>()
  const answers = await inTurn(writes(github), async ([id, body, params]) => {
    done.add(id)
    return { id, ...(await call(id, body, params)) }
  })
  expect(answers.filter(({ status }) => status >= 300)).toEqual([])
  const left = operations.filter(([id, { method }]) => method !== 'GET' && !done.has(id))
  expect(left.map(([id]) => id)).toEqual(elsewhere)
})

/** Writes that need a prelude, and have tests of their own. */
const elsewhere = [
  'apps/create-from-manifest',
  'apps/redeliver-webhook-delivery',
  'apps/delete-authorization',
  'apps/check-token',
  'apps/delete-token',
  'apps/add-repo-to-installation-for-authenticated-user',
  'apps/remove-repo-from-installation-for-authenticated-user',
]

async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const item of items) results.push(await run(item))
  return results
}
