import { anything, array, assert, constantFrom, integer, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { readPolicy } from '../../policies/read-policy.ts'
import { shippedPolicyNames } from '../../policies/shipped-policy-names.ts'
import { shippedPolicyText } from '../../policies/shipped.ts'
import { runs } from '../runs.ts'

/** The problems of a policy as `line:column message`. */
function problems(text: string): string[] {
  const result = readPolicy(text)
  return result.ok ? [] : result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

const group = (lines: string): string =>
  `version: 1\ngroups:\n  - name: a\n    match: ['**']\n${lines.replaceAll(/^/gm, '    ')}`

test('the smallest policy denies everything and changes nothing', () => {
  const result = readPolicy('version: 1')
  expect(result).toMatchObject({
    ok: true,
    policy: { groups: [{ name: 'default', access: 'deny', mode: 'observe', conditions: [] }] },
  })
})

test('an unknown key names the allowed ones, and the one that was probably meant', () => {
  const [problem] = problems('version: 1\nmoed: observe\n')
  expect(problem).toMatch(
    /^2:1 Unknown key "moed"\. Did you mean `mode`\? Allowed here: version, extends, .*allowlist\.$/,
  )
  expect(problems(group('access: allow\nrequires: {}'))[0]).toMatch(
    /^6:5 Unknown key "requires"\..* name, match, except/,
  )
  expect(problems('version: 1\nconditions: {noSecretsInTree: {sevrity: low}}')[0]).toMatch(
    /^2:32 .*Did you mean `severity`/,
  )
})

test('a value outside a list names the list, and carries it for programs', () => {
  const result = readPolicy('version: 1\nmode: enforced')
  expect(result).toEqual({
    ok: false,
    problems: [
      {
        line: 2,
        column: 7,
        message: '"enforced" is not allowed here. Did you mean `enforce`? Allowed: observe, notify, enforce.',
        allowed: ['observe', 'notify', 'enforce'],
      },
    ],
  })
})

test.each([
  ['', '1:1 The file is missing or empty.'],
  ['[]', '1:1 The file must be a block of `key: value` lines, not a list (`- …` lines or `[…]`).'],
  ['mode: observe', '1:1 `version` is missing or empty. Allowed: 1.'],
  ['version: 2', '1:10 2 is not allowed here. Allowed: 1.'],
  ['version: "1"', '1:10 "1" is not allowed here. Write it without quotes. Allowed: 1.'],
  ['version: 1\ngroups: [nope]', '2:10 Entry 1 of `groups` must be a block of `key: value` lines, not text.'],
  ['version: 1\ngroups:\n  -', '3:3 Entry 1 of `groups` is missing or empty.'],
  [group('access:'), '5:5 `access` is missing or empty. Allowed: allow, deny, approval.'],
  [group('access: allow\nexcept: x/y'), '6:13 `except` must be a list (`- …` lines or `[…]`), not text.'],
  [group('access: allow\nexcept: []'), '6:13 `except` must have at least 1 entry.'],
  [group('access: allow\nexcept: [pay-*]'), /^6:14 Write `owner\/name`/],
  [group('access: allow\nexcept: ["!a/b"]'), /^6:14 A pattern cannot be turned around/],
  [group('access: allow\nexcept: [a/b, a/b]'), '6:13 The list has an entry twice.'],
  [group('access: approval'), /^5:13 `access: approval` needs `approval:`/],
  [group('access: deny\napproval: {by: [$owners]}'), /^6:15 `approval` is only for groups with/],
  [group('access: approval\napproval: {by: [security]}'), /^6:21 Write a team as `organization\/team`/],
  [group('access: approval\napproval: {by: [$owners], count: 0}'), '6:38 `count` must be at least 1.'],
  [
    group('access: approval\napproval: {by: [$owners], count: 1.5}'),
    '6:38 `count` must be a whole number, not a number.',
  ],
  [
    group('access: approval\napproval: {by: [$owners], maxDays: 10, recertifyBefore: 10}'),
    /^6:15 `recertifyBefore` must be fewer/,
  ],
  [group('access: allow\nenforceFrom: 2026-02-30'), /^6:18 Write a day as/],
  [group('access: allow\nmode: notify\nenforceFrom: 2026-02-03'), /^7:18 `enforceFrom` is only for groups/],
  [group('access: allow\nwhere: {}'), /^6:12 Name at least one of/],
  [group('access: allow\nconditions: {customProperties: {"a b": [x]}}'), /^6:44 "a b" cannot be a name here/],
  [
    group('access: allow\nconditions: {customProperties: {__proto__: [x], a: []}}'),
    /`a` must have at least 1 entry/,
  ],
  [
    `${group('access: allow')}\n  - {name: a, match: ["**"], access: deny}`,
    /^6:12 The name `a` is already taken/,
  ],
  ['version: 1\ngroups: [{name: default, match: ["**"], access: deny}]', /^2:17 The name `default` belongs/],
  ['version: 1\nscanning: {rules: [{id: a-b, title: x, pattern: "(?=a)", keywords: [abc]}]}', /RE2 syntax/],
  [
    'version: 1\nscanning: {rules: [{id: a-b, title: x, pattern: "a*", keywords: [abc]}]}',
    /matches the empty text/,
  ],
  [
    'version: 1\nscanning: {rules: [{id: a-b, title: x, pattern: "abc", keywords: [ab]}]}',
    /at least 3 characters/,
  ],
  [
    'version: 1\nscanning: {rules: [{id: AB, title: x, pattern: "abc", keywords: [abc]}]}',
    /lower-case words/,
  ],
  ['version: 1\nassistants: [copilot]', '2:14 "copilot" is not allowed here. Allowed: claude.'],
  ['version: 1\nnotifications: {quietHours: {from: "24:00", to: "06:00"}}', /^2:36 Write a time as/],
  ['version: 1\nallowlist: {file: "a\\u0007b"}', /^2:19 Write it on one line/],
])('%j', (text, problem) => {
  const told = problems(text)
  expect(
    told.filter((one) => (typeof problem === 'string' ? one === problem : problem.test(one))),
  ).toHaveLength(1)
})

test('every problem is told, in the order of the file', () => {
  const told = problems('version: 3\nmode: x\ndefault: approval\nconditions: {a: 1, b: 2}\n')
  expect(told.map((one) => one.split(' ')[0])).toEqual(['1:10', '2:7', '3:10', '4:14', '4:20'])
})

test('groups inherit the mode and the conditions, replace single ones and can do without', () => {
  const result = readPolicy(`
version: 1
mode: enforce
enforceFrom: 2026-09-01
conditions: {noSecretsInTree: {severity: low}, noRiskyFiles: {}, completeScan: {}}
groups:
  - {name: a, match: [a/*], access: allow}
  - name: b
    match: [b/*]
    access: allow
    mode: notify
    conditions: {noSecretsInTree: {severity: critical}, visibility: [private]}
    without: [completeScan]
    advice: {denyRules: {}}
`)
  if (!result.ok) throw new Error(result.problems[0]?.message)
  const [one, other, last] = result.policy.groups
  expect(one).toMatchObject({ mode: 'enforce', enforceFrom: '2026-09-01' })
  expect(one?.conditions.map(({ name }) => name)).toEqual(['noSecretsInTree', 'noRiskyFiles', 'completeScan'])
  expect(other).toMatchObject({ mode: 'notify' })
  expect(other).not.toHaveProperty('enforceFrom')
  expect(other?.conditions.map(({ name, advisory }) => [name, advisory])).toEqual([
    ['noSecretsInTree', false],
    ['noRiskyFiles', false],
    ['visibility', false],
    ['denyRules', true],
  ])
  expect(other?.conditions[0]?.setting).toMatchObject({
    severity: 'critical',
    confidence: 'medium',
    acceptRisk: true,
  })
  expect(last).toMatchObject({ name: 'default', access: 'deny', mode: 'enforce', enforceFrom: '2026-09-01' })
})

test('a policy is deeply frozen', () => {
  const result = readPolicy(shippedPolicyText('balanced'))
  if (!result.ok) throw new Error('not valid')
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isFrozen))
  expect(isFrozen(result.policy)).toBe(true)
})

const isAnswer = (text: string): boolean => {
  const result = readPolicy(text)
  const lines = text.split('\n').length
  return result.ok
    ? result.policy.groups.length > 0
    : result.problems.every(({ line, message }) => line >= 1 && line <= lines && message.length > 0)
}

test('no text makes it throw', () => {
  assert(property(string({ unit: 'binary', maxLength: 200 }), isAnswer), { numRuns: runs })
})

test('no damage to a valid policy makes it throw', () => {
  const texts = constantFrom(...shippedPolicyNames.map(shippedPolicyText))
  const piece = oneof(
    string({ maxLength: 5 }),
    constantFrom(
      '\n',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '!x ',
      '  ',
      '\t',
      'null',
      '-1',
      '1e999',
      '.nan',
      '"',
    ),
  )
  const damage = array(integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 4 })
  assert(
    property(texts, damage, piece, integer({ min: 0, max: 30 }), (text, places, inserted, cut) =>
      isAnswer(
        places.reduce(
          (damaged, place) => damaged.slice(0, place) + inserted + damaged.slice(place + cut),
          text,
        ),
      ),
    ),
    { numRuns: runs },
  )
})

test('no value at any place makes it throw', () => {
  const keys = constantFrom(
    'mode',
    'groups',
    'conditions',
    'advice',
    'scanning',
    'allowlist',
    'notifications',
    'fineGrainedTokens',
    'enforceFrom',
    'extends',
  )
  assert(
    property(keys, anything(), (key, value) => isAnswer(JSON.stringify({ version: 1, [key]: value }))),
    { numRuns: runs },
  )
})

test.each([
  ["['**']", /^2:22 This pattern leaves out everything/],
  ["['src/**', '*']", /^2:32 This pattern leaves out everything/],
  ["['**/*.*', '[a-z]*/**']", /^2:22 This pattern leaves out everything/],
  ["['{a*,.env,src/**,app/**,x/**,Z/**,9/**,é/**}']", /^2:22 This pattern leaves out everything/],
  [
    "['{a*,.env,README.md}', '{src,app,Z}/**', '{x,é,9}/**', '*.json']",
    /^2:21 Together these patterns leave out everything/,
  ],
])('scanning.ignore that leaves out everything is refused: %s', (patterns, problem) => {
  expect(problems(`version: 1\nscanning: { ignore: ${patterns} }\n`)[0]).toMatch(problem)
})

test.each(["['vendor/**', '**/testdata/**']", "['**/*.lock', '**/*.json', '**/*.md']", '[]'])(
  'scanning.ignore of folders and kinds of files is taken: %s',
  (patterns) => {
    expect(problems(`version: 1\nscanning: { ignore: ${patterns} }\n`)).toEqual([])
  },
)

test.each([
  ['a letter of another script', '\u0430cme/security'],
  ['a letter of another script in the team', 'acme/\u0455ecurity'],
  ['a character that nobody sees', 'acme/secu\u200brity'],
  ['a mark that turns the direction', '\u202eacme/security'],
  ['a slash that is none', 'acme\uff0fsecurity'],
  ['a mention', '@acme/security'],
  ['a path', 'acme/../security'],
])('a team in whose name there is %s is refused wherever teams are named', (_, team) => {
  const written = JSON.stringify(team)
  const places = [
    group(`access: approval\napproval: {by: [${written}]}`),
    `version: 1\nrequests: {owners: [${written}]}`,
    `version: 1\nrequests: {emergency: {by: [${written}]}}`,
    `version: 1\nrequests: {exceptions: {by: [${written}]}}`,
    `version: 1\nrequests: {recertification: {reviewers: [${written}]}}`,
  ]
  for (const text of places) expect(problems(text)[0]).toContain('Write a team as `organization/team`')
})
