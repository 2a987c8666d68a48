import { expect, test } from 'vitest'
import { addEntries, type NewEntry } from '../../policies/add-entries.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'

const entry = (digit: string, more: Partial<NewEntry> = {}): NewEntry => ({
  fingerprint: `g1:${digit.repeat(40)}`,
  verdict: 'false-positive',
  reason: 'A sample from the manual: it opens "nothing".',
  approver: '@bob',
  expires: '2027-01-31',
  ...more,
})

function added(text: string | undefined, entries: readonly NewEntry[]): string {
  const result = addEntries(text, entries)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.text
}

const entriesIn = (text: string) => {
  const read = readAllowlist(text)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.allowlist.entries.map((one) => ({ ...one, source: '', line: 0 }))
}

const kept = `# Who looks after this: the security team.
version: 1   # the format

entries:
    # Vendor samples.
    - rule: aws-access-key
      path: "test/**"
      verdict: 'false-positive'
      reason: >-
        Keys from the documentation of the vendor,
        which the parser is tested with.
      approver: '@alice'
      expires: 2026-12-31   # with the next audit

# The end.
`

test('an entry is written below the others, and nothing else changes', () => {
  const text = added(kept, [entry('a', { about: 'acme/web#17,\nasked for by @ada' })])
  expect(text).toBe(
    kept.replace(
      '# with the next audit\n',
      `# with the next audit
    # acme/web#17, asked for by @ada
    - fingerprint: g1:${'a'.repeat(40)}
      verdict: false-positive
      reason: 'A sample from the manual: it opens "nothing".'
      approver: "@bob"
      expires: 2027-01-31
`,
    ),
  )
  expect(entriesIn(text)).toHaveLength(2)
})

const ways: readonly (readonly [string, string | undefined])[] = [
  ['no file', undefined],
  ['an empty file', '\n'],
  ['an empty list', 'version: 1\nentries: []\n'],
  ['an empty list with a comment', 'version: 1\nentries: [] # none yet\n'],
  ['an empty list before something else', 'entries: []\nversion: 1\n'],
  ['a list before something else', kept.replace(/^version.*\n/m, '').replace('# The end.', 'version: 1')],
  ['no end of the last line', kept.replace('   # with the next audit\n\n# The end.\n', '')],
  ['lines that end as on Windows', kept.replaceAll('\n', '\r\n')],
  [
    'a last entry that ends with a block of text',
    kept
      .replace(
        /expires:.*\n/,
        'expires: 2026-12-31\n      rotated:\n        who: carol\n        when: 2026-01-01\n        evidence: |\n          Revoked at the service.\n',
      )
      .replace("'false-positive'", 'risk-accepted'),
  ],
  ['a list on one line', `{version: 1, entries: [${JSON.stringify(entry('b'))}, ]}\n`],
  ['an empty list on one line', '{version: 1, entries: []}'],
  [
    'a list without indentation',
    'version: 1\nentries:\n- {rule: a-b, path: x/y, verdict: false-positive, reason: Made up for the tests., approver: me, expires: 2026-12-31}\n',
  ],
]

test.each(ways)('it is added to %s', (_, text) => {
  const before = text?.trim() ? entriesIn(text) : []
  const rotated = { who: '@carol', when: '2026-11-02', evidence: 'Revoked: see ticket SEC-12.\nTwice.' }
  const wanted = [
    entry('c', { reason: '- [x] "so" # it\nis: {said}' }),
    entry('d', { verdict: 'risk-accepted', rotated }),
  ]
  const result = added(text, wanted)
  expect(entriesIn(result)).toEqual([...before, ...wanted.map((one) => ({ ...one, source: '', line: 0 }))])
  expect(result.includes('\r\n')).toBe(text?.includes('\r\n') ?? false)
})

test('what is there already is not written twice', () => {
  const text = added(kept, [entry('a')])
  expect(added(text, [entry('a'), entry('a', { expires: '2026-12-01' })])).toBe(text)
  expect(entriesIn(added(text, [entry('a', { expires: '2027-02-01' })]))).toHaveLength(3)
  expect(entriesIn(added(text, [entry('a', { verdict: 'risk-accepted' })]))).toHaveLength(3)
})

test('what is not valid is left as it is', () => {
  expect(addEntries('version: 1\nentrys: []\n', [entry('a')])).toMatchObject({ ok: false })
  expect(addEntries(kept, [entry('a', { reason: 'no' })])).toMatchObject({ ok: false })
})
