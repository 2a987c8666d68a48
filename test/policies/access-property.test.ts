import { expect, test } from 'vitest'
import { readPolicy } from '../../policies/read-policy.ts'

const reading = [
  'conditions: { customProperties: { claude-access: [allowed] } }',
  'conditions: { customProperties: { Claude-Access: [allowed] } }',
  'ownership: { property: claude-access }',
  'groups: [{ name: a, match: ["**"], access: allow, where: { customProperties: { claude-access: [allowed] } } }]',
]

test.each(reading)('a policy cannot decide by what Gatehouse wrote itself: %s', (text) => {
  expect(readPolicy(`version: 1\n${text}\n`)).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('where Gatehouse writes what it decided') }],
  })
  expect(readPolicy(`version: 1\n${text.replace(/claude-access/i, 'tier')}\n`)).toMatchObject({ ok: true })
})
