import { assert, constantFrom, integer, nat, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { readCommand } from '../../../../app/enforcement/requests/read-command.ts'
import { hostileText } from '../../../report/hostile-text.ts'

const read = (body: string) => readCommand(body, 'acme')
const command = (body: string) => {
  const result = read(body)
  return result?.ok === true ? result.command : undefined
}

test.each([
  [
    '/gatehouse request acme/shop for 90d to fix the tests',
    { kind: 'request', repository: 'acme/shop', days: 90, reason: 'to fix the tests' },
  ],
  ['/gatehouse request acme/shop', { kind: 'request', repository: 'acme/shop', days: undefined, reason: '' }],
  [
    '/gatehouse request for teaching',
    { kind: 'request', repository: undefined, days: undefined, reason: 'for teaching' },
  ],
  ['Hello!\r\n\r\n/gatehouse approve 90d\r\nThanks.', { kind: 'approve', days: 90 }],
  ['/Gatehouse Approve', { kind: 'approve', days: undefined }],
  ['/gatehouse approve 30 ', { kind: 'approve', days: 30 }],
  ['/gatehouse approve 90d SEC-12', { kind: 'approve', days: 90, ticket: 'SEC-12' }],
  [
    '/gatehouse approve 90d SEC-12 condition: untrack .env first',
    { kind: 'approve', days: 90, ticket: 'SEC-12', condition: 'untrack .env first' },
  ],
  [
    '/gatehouse approve Condition:only  until the move',
    { kind: 'approve', days: undefined, condition: 'only until the move' },
  ],
  ['/gatehouse approve CHG0030001', { kind: 'approve', days: undefined, ticket: 'CHG0030001' }],
  ['/gatehouse deny it holds customer data', { kind: 'deny', reason: 'it holds customer data' }],
  [
    '/gatehouse revoke acme/shop it is over',
    { kind: 'revoke', repository: 'acme/shop', reason: 'it is over' },
  ],
  [
    '/gatehouse revoke client/server broke',
    { kind: 'revoke', repository: undefined, reason: 'client/server broke' },
  ],
  [
    '/gatehouse emergency the shop is down INC-12',
    { kind: 'emergency', repository: undefined, reason: 'the shop is down', ticket: 'INC-12' },
  ],
  ['/gatehouse renew 30d', { kind: 'renew', days: 30 }],
  ['/gatehouse keep ALL', { kind: 'keep', numbers: 'all' }],
  ['/gatehouse keep 1-3,7 9', { kind: 'keep', numbers: [1, 2, 3, 7, 9] }],
  ['/gatehouse drop 3,7 nobody uses it', { kind: 'drop', numbers: [3, 7], reason: 'nobody uses it' }],
  ['/gatehouse reviewed it was\u0000 needed', { kind: 'reviewed', words: 'it was needed' }],
  ['/gatehouse end-exception 12', { kind: 'end-exception', exception: '12' }],
  ...['noSecretsInTree', 'secrets-in-tree'].map(
    (name) =>
      [
        `/gatehouse except ${name} 30d owner:@acme/shop control: a proxy  masks it`,
        {
          kind: 'except',
          waived: { check: 'secrets-in-tree' },
          days: 30,
          owner: 'acme/shop',
          control: 'a proxy masks it',
        },
      ] as const,
  ),
  [
    '/gatehouse except rule:aws-* RULE:github-personal-access-token kind:secret severity:high path:test/** 30d owner:acme/shop control: mocks',
    {
      kind: 'except',
      waived: {
        findings: {
          rules: ['aws-*', 'github-personal-access-token'],
          kinds: ['secret'],
          severity: 'high',
          paths: ['test/**'],
        },
      },
      days: 30,
      owner: 'acme/shop',
      control: 'mocks',
    },
  ],
] as const)('%s', (body, wanted) => {
  expect(command(body)).toEqual(wanted)
})

test.each([
  ['plain text', 'Nothing here: see /gatehouse approve'],
  ['not at the start', ' /gatehouse approve'],
  ['another word', '/gatehouses approve'],
  ['a zero-width space before it', '\u200b/gatehouse approve'],
  ['a letter of another script', '/gateh\u043euse approve'],
  ['a long s', '/gatehou\u017fe approve'],
  ['a quote', '> /gatehouse approve'],
  ['what goes on from a quote', '> as was said\n/gatehouse approve'],
  ['a fence', '```\n/gatehouse approve\n```'],
  ['a fence of tildes', '~~~~ sh\n\n/gatehouse approve\n~~~\n/gatehouse approve\n~~~~'],
  ['a fence without an end', '```\n\n/gatehouse approve'],
  ['indented code', '    /gatehouse approve'],
  ['a span of code over lines', 'this `is\n/gatehouse approve\ncode`'],
  ['an HTML comment', '<!--\n\n/gatehouse approve\n\n-->'],
  ['an HTML comment within a line', 'well <!--\n/gatehouse approve\n-->'],
  ['an HTML block', '<details>\n/gatehouse approve\n</details>'],
  ['preformatted text', '<pre>\n\n/gatehouse approve\n</pre>'],
  ['the title of a link', '[a](https://example.com "\n/gatehouse approve\n")'],
  ['the title of a reference', '[a]: https://example.com "\n/gatehouse approve\n"'],
])('%s is no command', (_, body) => {
  expect(read(body)).toBeUndefined()
})

test('what stands after code, HTML and quotes counts', () => {
  expect(command('```\nx\n```\n/gatehouse approve')).toEqual({ kind: 'approve', days: undefined })
  expect(command('<!-- x -->\n\n/gatehouse approve')).toEqual({ kind: 'approve', days: undefined })
  expect(command('> so it was\n\n/gatehouse approve')).toEqual({ kind: 'approve', days: undefined })
})

test.each([
  ['/gatehouse', 'no such command'],
  ['/gatehouse aprove', 'no such command'],
  ['/gatehouse app\u200brove', 'no such command'],
  ['/gatehouse approve 0d', 'whole number'],
  ['/gatehouse approve 9999d', 'whole number'],
  ['/gatehouse approve -1', 'whole number'],
  ['/gatehouse approve 1e9', 'whole number'],
  ['/gatehouse approve 90d90d', 'whole number'],
  ['/gatehouse approve \uff19\uff10d', 'whole number'],
  ['/gatehouse request acme/shop for -1d x', 'whole number'],
  ['/gatehouse request acme/shop for \uff19\uff10d x', 'whole number'],
  ['/gatehouse approve 90d once it is clean', 'Nothing else'],
  ['/gatehouse approve 90d condition:', 'condition is empty'],
  [`/gatehouse approve condition: ${'x'.repeat(1001)}`, 'at most 1000'],
  ['/gatehouse approve soon condition: it is clean', 'whole number'],
  ['/gatehouse deny', 'reason'],
  ['/gatehouse deny \u200b\u200d', 'reason'],
  ['/gatehouse revoke', 'reason'],
  ['/gatehouse revoke acme/shop', 'reason'],
  ['/gatehouse emergency it burns', 'ticket'],
  ['/gatehouse emergency INC-12', 'reason'],
  ['/gatehouse request \u0430cme/shop for 90d x', 'plain letters'],
  ['/gatehouse request acme/shop/../x y', 'plain letters'],
  ['/gatehouse \ufeffapprove', 'no such command'],
  ['/gatehouse approve\n/gatehouse deny no', 'one command'],
  [`/gatehouse deny ${'x'.repeat(1001)}`, 'characters'],
  ['/gatehouse except nonsense 30d owner:acme/shop control: x', 'no such condition'],
  ['/gatehouse except', 'no such condition'],
  ['/gatehouse except noSecretsInTree 30d owner:acme/s\u0435curity control: x', 'owner, which is a team'],
  ['/gatehouse except noSecretsInTree 30d owner:\u0430cme/security control: x', 'owner, which is a team'],
  ['/gatehouse except rule:aws-* owner:acme/shop control: x', 'whole number'],
  ['/gatehouse except rule:* 30d owner:acme/shop control: x', 'by its id'],
  ['/gatehouse except rule:\u0430ws-x 30d owner:acme/shop control: x', 'by its id'],
  ['/gatehouse except kind:secret 30d owner:acme/shop control: x', 'nearly every finding'],
  ['/gatehouse except kind:secret path:** 30d owner:acme/shop control: x', 'nearly every finding'],
  ['/gatehouse except path:** 30d owner:acme/shop control: x', 'nearly every finding'],
  ['/gatehouse except kind:thing path:test/** 30d owner:acme/shop control: x', 'Kinds are'],
  ['/gatehouse except severity:grave path:test/** 30d owner:acme/shop control: x', 'A severity is'],
  ['/gatehouse except severity:low severity:high path:a/** 30d owner:acme/shop control: x', 'one severity'],
  ['/gatehouse except path:../** 30d owner:acme/shop control: x', 'A path is'],
  ['/gatehouse except path:a/** path:a/** 30d owner:acme/shop control: x', 'A path is'],
])('%s is answered with what to write instead', (body, word) => {
  const result = read(body)
  if (result?.ok !== false) throw new Error('it was taken')
  expect(result.problem).toContain(word)
})

test('every text is read, and no answer repeats what was written', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(() => read(text)).not.toThrow()
      const result = read(`/gatehouse <b>${text}`)
      expect(result?.ok === false && result.problem.includes('<b>')).toBe(false)
    }),
  )
})

test('what only looks like a command is none', () => {
  const line = '/gatehouse approve'
  const alike = constantFrom(
    '\u200b',
    '\u200f',
    '\u202e',
    '\ufeff',
    '\u00ad',
    '\u0430',
    '\uff0f',
    '\u017f',
    '\u0000',
  )
  assert(
    property(nat(line.length), integer({ min: 0, max: 1 }), alike, (at, replaced, char) => {
      const result = read(line.slice(0, at) + char + line.slice(at + replaced))
      expect(result?.ok).not.toBe(true)
    }),
  )
})

test('of all numbers of days those that the policy could let are taken', () => {
  assert(
    property(integer({ min: -1000, max: 10_000 }), constantFrom('', 'd', 'days'), (days, unit) => {
      const isGood = days >= 1 && days <= 730
      expect(command(`/gatehouse approve ${days}${unit}`)).toEqual(
        isGood ? { kind: 'approve', days } : undefined,
      )
    }),
  )
})

test('a reason is kept on one line, without controls and half characters, and not too long', () => {
  assert(
    property(hostileText, (text) => {
      const result = command(`/gatehouse deny x ${text.replaceAll(/[\r\n]/g, ' ')}`)
      if (result?.kind !== 'deny') return
      expect(result.reason).not.toMatch(/[\p{Cc}\p{Cs}]|^\s|\s$/u)
      expect(result.reason.length).toBeLessThanOrEqual(1000)
    }),
    { numRuns: 1000 },
  )
})
