import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { longestTermDays, verdicts } from '../../policies/allowlist.ts'
import { policyChecks } from '../../policies/checks/index.ts'
import { readInlineComments } from '../../policies/inline-comments.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { shippedPolicyNames } from '../../policies/shipped-policy-names.ts'

const read = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../../docs', name), 'utf8')
const policyDoc = read('policy.md')
const allowlistDoc = read('allowlist.md')

const examples = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter((match) => match[1] === language)
    .map((match) => match[2]!)

test('there are examples', () => {
  expect(examples(policyDoc, 'yaml').length).toBeGreaterThan(4)
  expect(examples(allowlistDoc, 'yaml')).toHaveLength(2)
})

test.each([
  ...examples(policyDoc, 'yaml'),
  ...examples(read('answers.md'), 'yaml'),
  ...examples(allowlistDoc, 'yaml').slice(1),
])('the policy %j is valid', (text) => {
  expect(readPolicy(text)).toMatchObject({ ok: true })
})

test.each(examples(allowlistDoc, 'yaml').slice(0, 1))('the allowlist %j is valid', (text) => {
  expect(readAllowlist(text)).toMatchObject({ ok: true })
})

test.each(examples(allowlistDoc, 'text'))('the comment in %j is one', (text) => {
  expect(readInlineComments(text)).toMatchObject({ comments: [{ line: 1 }], malformed: [] })
})

test('the table of conditions names every condition, in order, with its defaults', () => {
  const rows = [...policyDoc.matchAll(/^\| `(\w+)` \|.*\| (.*) \|$/gm)].filter(([, name]) =>
    policyChecks.some((check) => check.name === name),
  )
  expect(rows.map(([, name]) => name)).toEqual(policyChecks.map(({ name }) => name))
  for (const [, name, settings] of rows) {
    const severity = /^`severity: (\w+)`$/.exec(settings!)?.[1]
    if (severity === undefined) continue
    const resolved = resolvePolicy({ version: 1, conditions: { [name!]: {} } }).groups[0]!.conditions[0]!
      .setting
    expect(resolved).toEqual({ severity, confidence: 'medium', acceptRisk: true })
  }
})

test('shipped policies, verdicts and limits are those of the code', () => {
  for (const name of shippedPolicyNames) expect(policyDoc).toContain(`| \`${name}\` |`)
  for (const verdict of verdicts) expect(allowlistDoc).toContain(`\`${verdict}\`:`)
  expect(allowlistDoc).toContain(`at most ${longestTermDays} days ahead`)
  expect(readPolicy('#'.repeat(262_145))).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('larger than 262144') }],
  })
  expect(readAllowlist('#'.repeat(1_048_577))).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('larger than 1048576') }],
  })
})
