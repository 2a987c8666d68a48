import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAttestations } from '../../../../app/enforcement/attestations/apply-attestations.ts'
import type {
  OrganizationReachFacts,
  RepositoryReachFacts,
} from '../../../../app/enforcement/inventory/facts.ts'
import { readReach } from '../../../../app/enforcement/inventory/readers.ts'
import { known, unknown } from '../../../../policies/facts.ts'
import { claude } from '../../../../scanner/assistants/claude.ts'
import { attestation, installation, now, quietOrganization } from './samples.ts'

const unread = unknown('GitHub tells it to nobody')
const repository: RepositoryReachFacts = {
  id: 17,
  visibility: known('private'),
  workflows: known([]),
  secrets: known([]),
  deployKeys: known([]),
  readers: known(3),
  otherWorkflows: known([]),
  activity: [],
}
const list = (ids: readonly number[]) =>
  attestation({ setting: 'installation-repositories', subject: '7', value: { kind: 'repositories', ids } })
const reach = (organization: OrganizationReachFacts, path: string, id = 17) =>
  readReach({ assistant: claude, organization, repository: { ...repository, id } }).find(
    (one) => one.path === path,
  )!
const stated = 'An owner stated on 2026-10-26, until 2027-01-24,'

describe('a list of the repositories of a selected installation', () => {
  const facts = { ...quietOrganization, installations: known([installation({ repositories: unread })]) }

  test('makes known what was possible, and the evidence says who says so and until when', () => {
    expect(reach(facts, 'app-installation').state).toBe('possible')
    const applied = applyAttestations(facts, [list([17])], now)
    expect(reach(applied.facts, 'app-installation')).toEqual({
      assistant: 'claude',
      path: 'app-installation',
      state: 'connected',
      control: 'enforceable',
      evidence: [
        'The App claude is installed on this repository.',
        `${stated} which repositories the App claude is installed on.`,
      ],
    })
    expect(reach(applied.facts, 'app-installation', 18)).toMatchObject({
      state: 'not-seen',
      evidence: [`${stated} which repositories the App claude is installed on.`],
    })
    expect(applied).toMatchObject({ due: [], contradicted: [] })
  })

  test('about another installation changes nothing', () => {
    const other = { ...list([17]), subject: '8' }
    expect(reach(applyAttestations(facts, [other], now).facts, 'app-installation').state).toBe('possible')
  })

  test('is flagged where the installation is on all repositories now, and counts no more', () => {
    const all = { ...facts, installations: known([installation({ selection: 'all', repositories: unread })]) }
    const { facts: after, contradicted } = applyAttestations(all, [list([18])], now)
    expect(reach(after, 'app-installation').state).toBe('connected')
    expect(contradicted.map(({ why }) => why)).toEqual([
      'The App claude was stated to be on selected repositories, and is installed on all.',
    ])
  })

  test('is flagged where a repository of it, or the installation itself, is gone', () => {
    const { contradicted } = applyAttestations(facts, [list([17, 18, 19])], now, new Set([17]))
    expect(contradicted.map(({ why }) => why)).toEqual([
      '2 repositories of the list are not there any more: 18, 19.',
    ])
    expect(
      applyAttestations(quietOrganization, [list([17])], now).contradicted.map(({ why }) => why),
    ).toEqual(['The installation that it is about is not there any more.'])
  })

  test('is flagged where GitHub tells of other repositories, which then count', () => {
    const read = { ...facts, installations: known([installation({ repositories: known(new Set([18])) })]) }
    const { facts: after, contradicted } = applyAttestations(read, [list([17])], now)
    expect(reach(after, 'app-installation').state).toBe('not-seen')
    expect(contradicted).toHaveLength(1)
    expect(applyAttestations(read, [list([18])], now).contradicted).toEqual([])
  })
})

describe('a switch', () => {
  const facts = { ...quietOrganization, cloudSessions: unread, nativeAgent: unread }

  test.each([
    [
      'claude-cloud-sessions',
      'cloud-session',
      'off',
      'not-seen',
      'that sessions in the cloud are switched off.',
    ],
    [
      'claude-cloud-sessions',
      'cloud-session',
      'on',
      'possible',
      'that sessions in the cloud are switched on.',
    ],
    ['github-claude-agent', 'native-agent', 'off', 'not-seen', 'that it is switched off.'],
    ['github-claude-agent', 'native-agent', 'on', 'possible', 'that it is switched on.'],
  ])('%s: %s that is stated to be %s is %s', (setting, path, answer, state, words) => {
    const one = attestation({ setting, value: { kind: 'choice', answer } })
    const found = reach(applyAttestations(facts, [one], now).facts, path)
    expect(found.state).toBe(state)
    expect(found.evidence.at(-1)).toBe(`${stated} ${words}`)
    expect(found.why).toBeUndefined()
  })

  test('counts by its last statement', () => {
    const earlier = attestation({ at: '2026-10-01T08:00:00.000Z' })
    const later = attestation({ value: { kind: 'choice', answer: 'on' } })
    for (const both of [
      [earlier, later],
      [later, earlier],
    ])
      expect(applyAttestations(facts, both, now).facts.cloudSessions).toEqual(known(true))
  })

  test('that was stated and has ended is unknown again, and is due', () => {
    const ended = attestation({ until: now.toISOString() })
    const applied = applyAttestations(facts, [ended], now)
    expect(applied).toEqual({ facts, due: [ended], contradicted: [] })
    expect(reach(applied.facts, 'cloud-session')).toMatchObject({
      state: 'unknown',
      evidence: ['3 people can read it.'],
    })
  })

  test('that was stated otherwise than it is read is flagged', () => {
    const { facts: after, contradicted } = applyAttestations(
      { ...quietOrganization, cloudSessions: known(true) },
      [attestation()],
      now,
    )
    expect(after.cloudSessions).toEqual(known(true))
    expect(contradicted.map(({ why }) => why)).toEqual(['It was stated to be off, and is read to be on.'])
  })
})

test('a statement that has ended never makes anything "not seen", nor changes anything else', () => {
  const ended = record({
    answer: constantFrom('on', 'off'),
    days: integer({ min: 0, max: 400 }),
    ids: array(integer({ min: 17, max: 19 })),
  })
  assert(
    property(array(ended), boolean(), boolean(), (given, isListKnown, isSwitchKnown) => {
      const facts: OrganizationReachFacts = {
        ...quietOrganization,
        installations: known([installation({ repositories: isListKnown ? known(new Set([17])) : unread })]),
        cloudSessions: isSwitchKnown ? known(true) : unread,
        nativeAgent: unread,
      }
      const attestations = given.flatMap(({ answer, days, ids }) => {
        const until = new Date(now.getTime() - days * 86_400_000).toISOString()
        const choice = { kind: 'choice', answer } as const
        return [
          attestation({ value: choice, until }),
          attestation({ setting: 'github-claude-agent', value: choice, until }),
          { ...list(ids), until },
        ]
      })
      const input = { assistant: claude, repository }
      expect(
        readReach({ ...input, organization: applyAttestations(facts, attestations, now).facts }),
      ).toEqual(readReach({ ...input, organization: facts }))
    }),
  )
})
