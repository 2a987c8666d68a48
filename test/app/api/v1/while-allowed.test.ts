import { expect, test } from 'vitest'
import type { FastifyRequest } from 'fastify'
import { type About, whileAllowed } from '../../../../app/api/v1/while-allowed.ts'
import type { Viewer } from '../../../../app/enforcement/members/viewer.ts'

const auditor: Viewer = {
  person: null,
  login: null,
  name: null,
  avatarUrl: null,
  via: { kind: 'api-token', id: '1', scopes: ['export-audit'] },
  roles: new Map([['1', 'auditor']]),
  scope: { organizations: ['1'] },
}

const ofOne = { permission: 'export-audit', organization: '1' } as const

async function* pieces() {
  for (let piece = 1; piece <= 5; piece += 1) yield piece
}

async function readAs(viewers: readonly (Viewer | undefined)[], about: About = ofOne) {
  const left = [...viewers]
  // oxlint-disable-next-line no-unsafe-type-assertion -- all of a request that is asked
  const request = { whoNow: async () => left.shift() } as unknown as FastifyRequest
  const seen: number[] = []
  try {
    for await (const piece of whileAllowed(request, about, pieces(), 0)) seen.push(piece)
    return { seen }
  } catch (error) {
    return { seen, code: Object(error).code }
  }
}

test.each([
  ['whose token works goes on', [auditor, auditor, auditor, auditor, auditor], { seen: [1, 2, 3, 4, 5] }],
  ['whose token was ended breaks off', [auditor, auditor], { seen: [1, 2], code: 'not-allowed' }],
  [
    'who is nothing there any more breaks off',
    [{ ...auditor, roles: new Map<string, 'auditor'>() }],
    { seen: [], code: 'not-allowed' },
  ],
])('a long answer to somebody %s', async (_, viewers, result) => {
  expect(await readAs(viewers)).toEqual(result)
})

test('an answer to anybody breaks off where nobody knows any more who they are', async () => {
  const nobodyThere = { ...auditor, roles: new Map<string, 'auditor'>() }
  expect(await readAs([nobodyThere, nobodyThere], 'anybody')).toEqual({ seen: [1, 2], code: 'not-allowed' })
})

test('who reads on is told by what they may see now', async () => {
  const later = { ...auditor, scope: { organizations: [] } }
  // oxlint-disable-next-line no-unsafe-type-assertion -- all of a request that is asked
  const request = { viewer: auditor, whoNow: async () => later } as unknown as FastifyRequest
  const seen: (Viewer | undefined)[] = []
  for await (const _ of whileAllowed(request, ofOne, pieces(), 0)) seen.push(request.viewer)
  expect(seen.at(-1)).toBe(later)
})
