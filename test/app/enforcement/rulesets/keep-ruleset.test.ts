import { expect, test } from 'vitest'
import { keepRuleset } from '../../../../app/enforcement/effects/handlers/keep-ruleset.ts'
import type { EffectOf, HandlerContext } from '../../../../app/enforcement/effects/handler.ts'
import { type RulesetWriter, WriteRefused } from '../../../../app/enforcement/github-writes.ts'
import { holds, type Ruleset } from '../../../../app/enforcement/rulesets/ruleset.ts'
import type { WantedRuleset } from '../../../../app/enforcement/rulesets/ruleset-of.ts'
import { wantedTemplates } from '../../../../app/enforcement/rulesets/wanted-templates.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'
import { tighten } from '../../../../policies/tighten.ts'
import { readPolicy } from '../../../../policies/read-policy.ts'

const action = {
  kind: 'keep-ruleset',
  template: 'environment-files',
  enforcement: 'active',
  coverage: 'all',
  ownerBypass: 'always',
} as const

const exceptionsOf = ({ rules }: Ruleset): unknown => rules[0]?.parameters['ignored_file_paths']

/** A GitHub that takes a ruleset in its own way. @param take what it keeps of it */
async function kept(take: (sent: Ruleset) => object, wanted: WantedRuleset = action) {
  const there = new Map<number, object>()
  const rulesets: RulesetWriter = {
    ownApp: 5,
    find: async () => ({ known: true, value: null }),
    read: async (id) => ({ known: true, value: { ...there.get(id) } }),
    create: async (sent) => {
      there.set(1, take(sent))
      return 1
    },
    replace: async (id, sent) => void there.set(id, take(sent)),
  }
  const nothing = async (): Promise<void> => {}
  const records = {
    madeOf: async () => [],
    note: (write: (recorder: object) => unknown) => write({ made: nothing, unmade: nothing }),
  }
  const context = {
    writer: { rulesets },
    records,
    organization: { id: '1' },
    now: () => new Date(0),
    attempt: async (effects: readonly unknown[]) => effects,
  }
  const effect = { id: '1', attempts: 0, action: { ...action, ...wanted } }
  // oxlint-disable-next-line no-unsafe-type-assertion -- what is used of them is there
  const given = [[effect], context] as unknown as [[EffectOf<'keep-ruleset'>], HandlerContext]
  return { result: (await keepRuleset(...given)).get('1'), shown: there.get(1) }
}

test('where exceptions of paths are refused, or taken and forgotten, names are listed instead', async () => {
  const refusing = await kept((sent) => {
    if (exceptionsOf(sent) !== undefined) throw new WriteRefused('GitHub answers 422')
    return sent
  })
  const forgetting = await kept((sent) => ({
    ...sent,
    rules: [
      {
        type: 'file_path_restriction',
        parameters: { restricted_file_paths: sent.rules[0]!.parameters['restricted_file_paths'] },
      },
    ],
  }))
  for (const { result, shown } of [refusing, forgetting]) {
    expect(result).toEqual({ state: 'applied' })
    expect(JSON.stringify(shown)).toContain('**/.env.production.local')
    expect(JSON.stringify(shown)).not.toContain('"**/.env.*"')
  }
  const takes = await kept((sent) => ({ ...sent, id: 1, conditions: { ...sent.conditions, more: 1 } }))
  expect(takes.result).toEqual({ state: 'applied' })
  expect(JSON.stringify(takes.shown)).toContain('ignored_file_paths')
})

test('what GitHub keeps in another way is never called made', async () => {
  const off = await kept((sent) => ({ ...sent, enforcement: 'disabled' }))
  expect(off.result).toMatchObject({ state: 'failed' })
  const without = await kept((sent) => ({ ...sent, bypass_actors: [] }))
  expect(without.result).toMatchObject({ state: 'failed' })
  const unnamed = await kept((sent) => sent, { ...action, coverage: 'unknown' })
  expect(unnamed.result).toMatchObject({
    state: 'manual',
    problem: expect.stringContaining('changes.property'),
  })
})

test('a list that holds more than was wanted says something else, and its order says nothing', () => {
  expect(holds({ a: [2, 1], b: 1 }, { a: [1, 2] })).toBe(true)
  expect(holds({ a: [1, 2, 3] }, { a: [1, 2] })).toBe(false)
  expect(holds(null, { a: 1 })).toBe(false)
})

const policyOf = (changes: object, rulesets = {}) =>
  resolvePolicy({ version: 1, mode: 'enforce', changes: { ruleset: true, ...changes }, rulesets })

test('a required check is never about repositories where our App is not', () => {
  const templates = (policy: ReturnType<typeof policyOf>, selection: 'all' | 'selected') =>
    wantedTemplates({ policy, installation: { selection }, isEnforced: true, now: new Date() }).map(
      ({ template, coverage }) => `${template} ${coverage}`,
    )
  const asked = policyOf({ status: true }, { requireCheck: true })
  expect(templates(policyOf({}), 'selected')).toEqual(['environment-files all'])
  expect(templates(asked, 'all')).toEqual(['environment-files all', 'required-check all'])
  expect(templates(asked, 'selected')).toEqual(['environment-files all', 'required-check unknown'])
  const withProperty = policyOf({ status: true, property: true }, { requireCheck: true })
  expect(templates(withProperty, 'selected')).toEqual(['environment-files all', 'required-check property'])
})

test('a policy that requires a check has to set it, and a child cannot make the rule of its parent milder', () => {
  const text = 'version: 1\nchanges: { ruleset: true }\nrulesets: { requireCheck: true }\n'
  expect(readPolicy(text)).toMatchObject({ ok: false })
  const parent = policyOf({ status: true }, { requireCheck: true, ownerBypass: 'pull-request' })
  const child = resolvePolicy({ version: 1 })
  expect(tighten(parent, child).rulesets).toEqual(parent.rulesets)
  const evaluating = policyOf({}, { enforcement: 'evaluate' })
  expect(tighten(evaluating, child).rulesets.enforcement).toBe('evaluate')
  expect(tighten(evaluating, policyOf({})).rulesets.enforcement).toBe('active')
})
