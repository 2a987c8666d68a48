import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { policyFiles } from '../../build/policy-files.ts'
import { decide } from '../../policies/decide.ts'
import { known } from '../../policies/facts.ts'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { judgeReadiness, type ReadinessInput } from '../../policies/judge-readiness.ts'
import type { Readiness } from '../../policies/readiness.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import { type ShippedPolicyName, shippedPolicyNames } from '../../policies/shipped-policy-names.ts'
import { isShippedPolicy, shippedPolicy, shippedPolicyText } from '../../policies/shipped.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import { approval, assessed, coverage, deleted, facts, now } from './samples.ts'

const folder = path.join(import.meta.dirname, '../../policies')

test.each([...policyFiles()].map(([file, content]) => [path.basename(file), file, content]))(
  '%s is up to date (`npm run generate` writes it)',
  (_, file, content) => {
    expect(readFileSync(file, 'utf8')).toBe(content)
  },
)

test.each(shippedPolicyNames)('%s is valid, and its text is that of its file', (name) => {
  expect(readPolicy(shippedPolicyText(name))).toMatchObject({ ok: true })
  expect(shippedPolicyText(name)).toBe(readFileSync(path.join(folder, `${name}.yml`), 'utf8'))
  expect(isShippedPolicy(name)).toBe(true)
})

test('only shipped names are shipped names', () => {
  expect(isShippedPolicy('constructor')).toBe(false)
})

test.each(shippedPolicyNames)('%s observes: what is shipped changes nothing on GitHub', (name) => {
  expect(shippedPolicy(name).groups.every(({ mode }) => mode === 'observe')).toBe(true)
})

test.each(shippedPolicyNames)('%s never denies because of findings with low confidence', (name) => {
  const findings = (['secret', 'file', 'workflow', 'assistant'] as const).map((kind) =>
    assessed({ kind, severity: 'critical', confidence: 'low', path: '.env' }),
  )
  const input = {
    policy: shippedPolicy(name),
    facts: facts(),
    approvals: known([approval({ actsFor: known(['$owners']) })]),
    now,
  }
  expect(decide({ ...input, findings }).outcome).toBe('allowed')
})

/** How each shipped policy answers one finding in an otherwise clean repository. */
const cases: readonly (readonly [string, Partial<Finding>, boolean])[] = [
  ['a medium secret in the tree', { severity: 'medium', confidence: 'medium' }, false],
  ['a low secret in the tree', { severity: 'low' }, true],
  ['an unsure secret in the tree', { confidence: 'low' }, true],
  ['a medium secret in history', { severity: 'medium', confidence: 'medium', history: deleted() }, false],
  ['a high risky file', { kind: 'file', path: 'id_rsa', confidence: 'medium' }, false],
  ['a medium risky file', { kind: 'file', path: 'dump.sql', severity: 'medium' }, true],
  ['a deleted risky file', { kind: 'file', path: 'id_rsa', history: deleted(['id_rsa']) }, true],
  ['a tracked .env with settings only', { kind: 'file', path: 'web/.env', severity: 'low' }, false],
  ['an empty tracked .env', { kind: 'file', path: '.env', severity: 'info' }, true],
  ['an unsafe workflow', { kind: 'workflow', severity: 'critical' }, true],
]

const judgeBy =
  (name: ShippedPolicyName) =>
  (findings: readonly AssessedFinding[], parts: Partial<ReadinessInput> = {}): Readiness =>
    judgeReadiness({
      policyName: name,
      policy: shippedPolicy(name),
      findings,
      coverage: coverage(),
      ...parts,
    })
const judgeBalanced = judgeBy('balanced')
const judgeStrict = judgeBy('strict')

const missed = (code: string) => ({
  coverage: coverage({ notScanned: [{ path: 'x', code, reason: '' }] }),
})

describe('balanced', () => {
  test('a clean repository is ready', () => {
    expect(judgeBalanced([]).outcome).toBe('ready')
    expect(judgeBalanced([]).reasons.every(({ state }) => state === 'met')).toBe(true)
  })

  test.each(cases)('%s: ready or not', (_, parts, isReady) => {
    expect(judgeBalanced([assessed(parts)]).outcome).toBe(isReady ? 'ready' : 'not-ready')
  })

  test('a repository of which something could not be scanned is not ready, except for submodules', () => {
    expect(judgeBalanced([], missed('unreadable')).outcome).toBe('not-ready')
    expect(judgeBalanced([], missed('submodule')).outcome).toBe('ready')
  })

  test('a repository whose history was not scanned is not ready', () => {
    expect(judgeBalanced([], { history: false }).outcome).toBe('not-ready')
    expect(judgeBalanced([], { coverage: coverage({ commits: 0 }), history: true }).outcome).toBe('ready')
  })

  test('a rotated secret in history does not count', () => {
    const rotated = { who: 'bob', when: '2026-01-01', evidence: 'ticket 7' }
    expect(judgeBalanced([assessed({ history: deleted(), status: 'risk-accepted', rotated })]).outcome).toBe(
      'ready',
    )
  })
})

test('observe-all is ready whatever was found, and still gives every reason', () => {
  const findings = cases.map(([, parts]) => assessed(parts))
  const readiness = judgeReadiness({
    policyName: 'observe-all',
    policy: shippedPolicy('observe-all'),
    findings,
    coverage: coverage(),
  })
  expect(readiness.outcome).toBe('ready')
  expect(readiness.reasons.filter(({ state }) => state === 'unmet').map(({ check }) => check)).toEqual([
    'tracked-env-files',
    'secrets-in-tree',
    'secrets-in-history',
    'risky-files',
    'workflow-hygiene',
  ])
})

test('strict needs a request for a clean repository, and is not ready where a risk was only accepted', () => {
  expect(judgeStrict([]).outcome).toBe('needs-request')
  expect(judgeStrict([assessed({ status: 'risk-accepted', severity: 'low' })]).outcome).toBe('not-ready')
  expect(judgeStrict([assessed({ status: 'false-positive' })]).outcome).toBe('needs-request')
})

/** What is looked at here of a JSON Schema. */
interface SchemaNode {
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly additionalProperties?: SchemaNode | boolean
}

function schema(name: string): SchemaNode {
  return JSON.parse(readFileSync(path.join(folder, `${name}.schema.json`), 'utf8'))
}

/** Where a field has no description. */
function undescribed(node: SchemaNode, at: string): string[] {
  const nested = [node.items, node.additionalProperties].filter((one) => typeof one === 'object')
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([key, value]) => [
      ...(value.description === undefined ? [`${at}.${key}`] : []),
      ...undescribed(value, `${at}.${key}`),
    ]),
    ...nested.flatMap((one) => undescribed(one, `${at}[]`)),
  ]
}

describe('JSON Schema', () => {
  const ajv = addFormats.default(new Ajv({ allErrors: true }))
  const isPolicy = ajv.compile(schema('policy'))
  const isAllowlist = ajv.compile(schema('allowlist'))

  test.each(shippedPolicyNames)('%s is valid against it', (name) => {
    isPolicy(parse(shippedPolicyText(name)))
    expect(isPolicy.errors).toBeNull()
  })

  test.each([
    {},
    { version: 1, moed: 'x' },
    { version: 1, mode: 'enforced' },
    { version: 1, groups: [{ name: 'a' }] },
  ])('%j is not', (policy) => {
    expect(isPolicy(policy)).toBe(false)
  })

  test('an allowlist is checked too', () => {
    const entry = {
      rule: 'a-b',
      path: 'x/y',
      verdict: 'false-positive',
      reason: 'a documentation sample',
      approver: 'bob',
      expires: '2026-12-31',
    }
    expect(isAllowlist({ version: 1, entries: [entry] })).toBe(true)
    expect(isAllowlist({ version: 1, entries: [{ ...entry, expires: 'soon' }] })).toBe(false)
    expect(isAllowlist({ version: 1, entries: [{ ...entry, approver: undefined, extra: 1 }] })).toBe(false)
  })

  test.each(['policy', 'allowlist'])('every field of the %s is described', (name) => {
    expect(undescribed(schema(name), name)).toEqual([])
  })
})
