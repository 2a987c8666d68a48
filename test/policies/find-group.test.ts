import { expect, test } from 'vitest'
import { explainRepository } from '../../policies/explain.ts'
import { known, unknown } from '../../policies/facts.ts'
import { askGroups } from '../../policies/find-group.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { facts } from './samples.ts'

const policy = resolvePolicy({
  version: 1,
  groups: [
    { name: 'docs', match: ['*/docs', 'acme/site'], access: 'allow' },
    {
      name: 'open',
      match: ['acme/*'],
      except: ['acme/shop-*'],
      where: { visibility: ['public'] },
      access: 'deny',
    },
    { name: 'rest', match: ['acme/*'], access: 'approval', approval: { by: ['acme/security'] } },
  ],
})

const asked = (name: string, visibility: 'public' | 'private' | null = 'private') =>
  askGroups(
    policy,
    facts({
      repository: known(name),
      visibility: visibility === null ? unknown('timeout') : known(visibility),
    }),
  ).map(({ group, selected, why }) => `${group.name} ${selected}: ${why}`)

test('groups are asked in order, up to the first that surely applies, and each says why', () => {
  expect(asked('acme/docs')).toEqual(['docs yes: acme/docs matches */docs'])
  expect(asked('acme/app')).toEqual([
    'docs no: acme/app matches none of */docs, acme/site',
    'open no: it is not so that the visibility is public',
    'rest yes: acme/app matches acme/*',
  ])
  expect(asked('acme/shop-x', 'public')[1]).toBe(
    'open no: acme/shop-x matches acme/*, but is left out by acme/shop-*',
  )
  expect(asked('acme/app', 'public')).toHaveLength(2)
  expect(asked('other/app').at(-1)).toBe('default yes: it is about every repository')
})

test('a fact that cannot be read leaves a group open, and the next is asked too', () => {
  expect(asked('acme/app', null).slice(1)).toEqual([
    'open unknown: whether the visibility is public could not be read: timeout',
    'rest yes: acme/app matches acme/*',
  ])
})

test('a name that is not known leaves groups open, except those about every repository', () => {
  const steps = askGroups(policy, facts({ repository: unknown('no remote') }))
  expect(steps.map(({ selected }) => selected)).toEqual(['unknown', 'no', 'unknown', 'yes'])
  expect(steps[0]).toMatchObject({ nameMissing: true })
})

test('the way to the group can be read', () => {
  expect(explainRepository(policy, facts({ repository: known('acme/app') }))).toBe(
    [
      '1. docs does not apply: acme/app matches none of */docs, acme/site.',
      '2. open does not apply: it is not so that the visibility is public.',
      '3. rest applies: acme/app matches acme/*.',
      '',
      'So it is judged by this group:',
      '',
      '3. rest: needs approval.',
      '   Repositories: acme/*.',
      '   Approval: an approval by acme/security, not older than 365 days; who asks cannot approve.',
      '   Mode: observe (nothing is changed, nobody is written to).',
      '',
    ].join('\n'),
  )
  expect(explainRepository(policy, facts({ visibility: unknown('timeout') }))).toContain(
    '2. open may apply: whether',
  )
})
