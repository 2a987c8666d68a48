import { expect, test } from 'vitest'
import { handleWritten } from '../../../../app/enforcement/requests/handle-written.ts'
import type { SituationInput } from '../../../../app/enforcement/requests/read-situation.ts'
import type { TextPast, Written } from '../../../../app/enforcement/requests/request-reading.ts'
import { type Fact, known, unknown } from '../../../../policies/facts.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'

const comment: Written = {
  kind: 'comment',
  id: 1,
  nodeId: 'IC_1',
  byApp: 'none',
  issue: 5,
  body: '/gatehouse approve',
  author: { githubId: 3, login: 'sam', isPerson: true },
  createdAt: new Date(1000),
  updatedAt: new Date(1000),
}

/** What is recorded where nobody may be told; asking who somebody is fails the test. */
async function outcomes(
  written: Written,
  past: Fact<TextPast | null> = known({ isEdited: false, isMoved: false }),
): Promise<readonly string[]> {
  const handled: string[] = []
  const recorder = {
    requests: {
      handle: async (_organization: string, _what: object, outcome: string) => {
        handled.push(outcome)
        return true
      },
    },
  }
  const input = {
    organization: { id: '1', hostId: '1', login: 'acme' },
    ceiling: 'observe',
    github: { requests: { past: async () => past } },
    now: () => new Date(2000),
    records: {
      governance: async () => ({ inForce: { id: null, policy: resolvePolicy({ version: 1 }) } }),
      note: async (write: (given: typeof recorder) => Promise<void>) => write(recorder),
      person: async () => {
        throw new Error('it is acted on')
      },
    },
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- what is used of it where nothing is acted on
  expect(await handleWritten(input as unknown as SituationInput, written)).toBe(!past.known)
  return handled
}

test('an edited comment does not count, and neither does what a bot or nobody wrote', async () => {
  expect(await outcomes({ ...comment, updatedAt: new Date(1001) })).toEqual(['edited'])
  expect(await outcomes({ ...comment, author: { githubId: 4, login: 'x[bot]', isPerson: false } })).toEqual(
    [],
  )
  expect(await outcomes({ ...comment, author: null })).toEqual([])
  expect(await outcomes({ ...comment, body: 'I approve.' })).toEqual([])
  await expect(outcomes(comment)).rejects.toThrow('it is acted on')
})

test('the text of an issue can ask, and neither approve nor let in', async () => {
  for (const body of ['/gatehouse approve', '/gatehouse emergency acme/shop it burns INC-1'])
    expect(await outcomes({ ...comment, kind: 'issue', body })).toEqual(['malformed'])
  const asking: Written = { ...comment, kind: 'issue', body: '/gatehouse request acme/shop' }
  await expect(outcomes(asking)).rejects.toThrow('it is acted on')
})

test('what a text was before is asked of GitHub, and where it does not say the text waits', async () => {
  for (const one of [comment, { ...comment, kind: 'issue', body: '/gatehouse request acme/shop' } as const]) {
    expect(await outcomes(one, known({ isEdited: true, isMoved: false }))).toEqual(['edited'])
    expect(await outcomes(one, known({ isEdited: false, isMoved: true }))).toEqual(['moved'])
    expect(await outcomes(one, unknown('GitHub answers 403'))).toEqual(['waiting'])
    // It was deleted just now: nobody is answered, and nothing is kept of it.
    expect(await outcomes(one, known(null))).toEqual([])
  }
})

test('what an App writes in the name of a person does not count', async () => {
  for (const byApp of ['ours', 'another'] as const)
    expect(await outcomes({ ...comment, byApp })).toEqual(['by-app'])
})
