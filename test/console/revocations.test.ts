import { expect, test } from 'vitest'
import { followsOf } from '../../app/console/parts/revocations/follows-of.ts'

type Preview = Parameters<typeof followsOf>[0]

const after: NonNullable<Preview['after']> = {
  outcome: 'needs-approval',
  mode: 'enforce',
  taken: [{ path: 'app-installation', what: 'claude' }],
  stays: [],
}
const preview: Preview = { name: 'acme/shop', approvals: 1, endsRequest: false, outcome: 'allowed', after }

const cases: readonly (readonly [Preview, readonly string[]])[] = [
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
]

test.each(cases)('what follows when access is taken back: %#', (given, said) => {
  expect(followsOf(given)).toEqual(said)
})
