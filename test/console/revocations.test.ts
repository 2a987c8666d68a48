import { expect, test } from 'vitest'
import { followsOf } from '../../app/console/parts/revocations/follows-of.ts'

const after = {
  outcome: 'needs-approval',
  mode: 'enforce',
  taken: [{ path: 'app-installation', what: 'claude' }],
  stays: [],
} as const
const preview = { name: 'acme/shop', approvals: 1, endsRequest: false, outcome: 'allowed', after } as const

test.each([
  [{ ...preview, approvals: 0 }, ['There is no approval and no open request to be ended.']],
  [{ ...preview, after: null }, ['What follows is not known: it is read again first.']],
  [preview, ['Disconnected: Claude’s GitHub App.']],
  [
    {
      ...preview,
      after: {
        ...after,
        taken: [
          { path: 'secret', what: 'CLAUDE_KEY' },
          { path: 'workflow', what: null },
          { path: 'workflow', what: null },
        ],
        stays: ['deploy-key'],
      },
    },
    [
      'Disconnected: the secret CLAUDE_KEY, a workflow.',
      'Stays, because Gatehouse does not change it here: a deploy key.',
    ],
  ],
  [
    { ...preview, after: { ...after, outcome: 'allowed' } },
    ['The policy allows it without an approval: nothing is disconnected.'],
  ],
  [
    { ...preview, approvals: 0, endsRequest: true, after: { ...after, mode: 'observe' } },
    ['It is not enforced here: nothing is disconnected.'],
  ],
  [
    { ...preview, after: { ...after, outcome: 'unknown' } },
    ['Whether it is allowed then is not known: nothing is disconnected.'],
  ],
  [{ ...preview, after: { ...after, taken: [] } }, ['Claude is not seen to reach it.']],
] as const)('what follows when access is taken back: %#', (given, said) => {
  expect(followsOf(given as Parameters<typeof followsOf>[0])).toEqual(said)
})
