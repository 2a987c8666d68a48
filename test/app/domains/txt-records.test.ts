import { expect, test } from 'vitest'
import { learntValue, type WantedTxt } from '../../../app/domains/judge-txt.ts'
import { lookUpTxt } from '../../../app/domains/look-up-txt.ts'
import { readTxt } from '../../../app/domains/read-txt.ts'
import { openResolvers } from '../../../app/domains/resolvers.ts'
import { txtWords } from '../../../app/domains/txt-words.ts'
import { openDnsServer, type Zone } from './dns-server.ts'

const prefix = 'anthropic-domain-verification-'
const value = `${prefix}ab12cd=Zk3v9QwLmT5pXr8sYb2Hn4Dc7`
const wanted: WantedTxt = { domain: 'example.com', name: 'example.com', prefix, value }
const now = new Date('2026-11-28T10:00:00Z')
const first = { before: undefined, now }

const resolversOf = async (...zones: readonly Zone[]) => {
  const servers = await Promise.all(zones.map(openDnsServer))
  return { servers, resolvers: openResolvers(servers.map(({ address }) => address)) }
}

test('a record is found by each of several resolvers that has it', async () => {
  const zone = { 'example.com': ['v=spf1 -all', value] }
  const { servers, resolvers } = await resolversOf(zone, zone)
  const { standing } = await lookUpTxt(resolvers, wanted, first)
  expect(standing).toMatchObject({ state: 'found', since: now.toISOString(), lastFoundAt: now.toISOString() })
  expect(txtWords(wanted, standing)).toEqual({
    found: `The TXT record ${value} has to stand at example.com. It is found by ${servers.map(({ address }) => address).join(' and ')}.`,
    todo: undefined,
  })
})

test('a record of more than 255 bytes is put together of its parts', async () => {
  const long = `${prefix}ab12cd=${'x'.repeat(600)}`
  const { resolvers } = await resolversOf({ 'example.com': [long] })
  expect(await readTxt(resolvers, 'example.com')).toEqual([
    { resolver: resolvers[0]?.name, state: 'answered', records: [long] },
  ])
})

test('no name, no record, an error and a refusal are told apart, and neither error says that the record is missing', async () => {
  const { resolvers } = await resolversOf(
    {},
    { 'example.com': [] },
    { 'example.com': 'servfail' },
    { 'example.com': 'refused' },
  )
  const answers = await readTxt(resolvers, 'example.com')
  expect(answers.map(({ state }) => state)).toEqual(['no-name', 'no-records', 'failed', 'failed'])
  const { standing } = await lookUpTxt(resolvers.slice(2), wanted, first)
  expect(standing.state).toBe('unknown')
  expect(txtWords(wanted, standing).found).toContain('nobody could say whether it does, since 2026-11-28')
  expect(txtWords(wanted, standing).todo).toContain('DNS_RESOLVERS')
})

test('a server that is not there is a resolver that failed, not a record that is gone', async () => {
  const { resolvers } = await resolversOf({ 'example.com': [value] })
  const gone = openResolvers(['127.0.0.1:9'])
  const { standing } = await lookUpTxt([...resolvers, ...gone], wanted, first)
  expect(standing.state).toBe('found')
  expect(standing.views[1]).toMatchObject({ state: 'failed', why: 'could not be reached' })
})

test('who has it and who does not is told with days, which stay while nothing changes', async () => {
  const { servers, resolvers } = await resolversOf({ 'example.com': [value] }, { 'example.com': [value] })
  const monday = new Date('2026-11-23T10:00:00Z')
  const tuesday = new Date('2026-11-24T10:00:00Z')
  const whole = await lookUpTxt(resolvers, wanted, { before: undefined, now: monday })
  servers[1]!.zone = { 'example.com': ['v=spf1 -all'] }
  const partly = await lookUpTxt(resolvers, wanted, { before: whole.standing, now: tuesday })
  const later = await lookUpTxt(resolvers, wanted, { before: partly.standing, now })
  expect(later.standing).toMatchObject({ state: 'partly', since: tuesday.toISOString() })
  expect(txtWords(wanted, later.standing).found).toBe(
    `The TXT record ${value} has to stand at example.com, and ${servers[0]!.address} found it, since 2026-11-23; ${servers[1]!.address} found no such record, since 2026-11-24.`,
  )
  servers[0]!.zone = {}
  const gone = await lookUpTxt(resolvers, wanted, {
    before: later.standing,
    now: new Date('2026-11-29T10:00:00Z'),
  })
  expect(gone.standing).toMatchObject({ state: 'missing', since: '2026-11-29T10:00:00.000Z' })
  const words = txtWords(wanted, gone.standing)
  expect(words.found).toContain('did not find the name at all, since 2026-11-29')
  expect(words.found).toContain('it was last seen on 2026-11-28')
  expect(words.todo).toBe(
    `At the DNS provider of example.com, set a TXT record with the value ${value}, without quotes; its name is \`@\` or empty, as the provider wants it.`,
  )
})

test('another record that begins alike, and one in quotes, are told of', async () => {
  const { resolvers } = await resolversOf({ 'example.com': [`${prefix}zz99zz=another`, `"${value}"`] })
  const { standing } = await lookUpTxt(resolvers, wanted, first)
  expect(standing.state).toBe('other')
  const { found } = txtWords(wanted, standing)
  expect(found).toContain(`${prefix}zz99zz=another`)
  expect(found).toContain(`\`"${value}"\` differs by quotes, spaces or capitals alone.`)
})

test('a record that the provider put below the domain once more is found there', async () => {
  const { resolvers } = await resolversOf({ 'example.com': [], 'example.com.example.com': [value] })
  const { standing, misplaced } = await lookUpTxt(resolvers, wanted, first)
  expect(misplaced).toBe('example.com.example.com')
  const { found, todo } = txtWords(wanted, standing, misplaced)
  expect(found).toContain('It stands at example.com.example.com instead.')
  expect(todo).toContain('Take away the one at example.com.example.com')
})

test('a record that nobody has said is learnt where it is the only one, and from then on another one counts as other', async () => {
  const anyone = { ...wanted, value: undefined }
  const { servers, resolvers } = await resolversOf({ 'example.com': [value] })
  const { standing } = await lookUpTxt(resolvers, anyone, first)
  expect(learntValue(anyone, standing)).toBe(value)
  servers[0]!.zone = { 'example.com': [`${prefix}zz99zz=another`, value] }
  const two = await lookUpTxt(resolvers, anyone, first)
  expect(learntValue(anyone, two.standing)).toBeUndefined()
  servers[0]!.zone = { 'example.com': [`${prefix}zz99zz=another`] }
  const other = await lookUpTxt(resolvers, wanted, { before: standing, now })
  expect(other.standing.state).toBe('other')
})
