import { expect, test } from 'vitest'
import type { Report } from '../../report/report.ts'
import { renderSarif } from '../../report/sarif.ts'
import { empty, finding, hostile, large, partly, sampleRules, shop, shopScan } from './sample-reports.ts'
import { sarifProblems } from './sarif-schema.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- the log's shape is what these tests look at
const runOf = (report: Report, all = false): any => JSON.parse(renderSarif(report, { all })).runs[0]

test.each(Object.entries({ empty, hostile, large, partly, shop, shopScan }))(
  '%s is valid SARIF',
  (_name, sample) => {
    expect(sarifProblems(JSON.parse(renderSarif(sample())))).toEqual([])
  },
)

test('the schema refuses what is not SARIF', () => {
  const log = JSON.parse(renderSarif(shop()))
  log.runs[0].results[0].level = 'grave'
  log.runs[0].made = 'up'
  expect(sarifProblems(log)).toHaveLength(2)
})

test('every result points at its rule, and rules carry what GitHub ranks by', () => {
  const run = runOf(shop())
  const { rules } = run.tool.driver
  for (const result of run.results) expect(rules[result.ruleIndex].id).toBe(result.ruleId)
  const [aws] = rules
  expect(aws.properties).toMatchObject({ 'security-severity': '9.5', tags: ['security', 'secret'] })
  expect(aws.help.text).toContain('Deactivate the key')
  expect(aws.help.markdown).toContain('## What to do')
  expect(aws.helpUri).toBe('https://docs.example/formats')
})

test('fingerprints, regions and commits are those of the findings', () => {
  const result = runOf(shopScan()).results.find(
    (one: { ruleId: string }) => one.ruleId === sampleRules.github.id,
  )
  expect(result.partialFingerprints).toEqual({ 'gatehouse/v1': expect.stringMatching(/^g1:/) })
  const { physicalLocation } = result.locations[0]
  expect(physicalLocation.region).toEqual({ startLine: 3, startColumn: 14, endLine: 3, endColumn: 54 })
  expect(physicalLocation.artifactLocation).toEqual({ uri: '.env', uriBaseId: '%SRCROOT%' })
  expect(physicalLocation.contextRegion.snippet.text).toBe('GITHUB_TOKEN=ghp_********')
})

test('what people have judged is suppressed, with their reason', () => {
  const suppressed = runOf(shop()).results.filter((one: object) => 'suppressions' in one)
  const reasons = suppressed.map(
    (one: { suppressions: { justification: string }[] }) => one.suppressions[0]?.justification,
  )
  expect(reasons.toSorted()).toEqual([
    expect.stringMatching(/^false positive: Made up for the login test \(Grace Hopper/),
    expect.stringMatching(/^rotated: Replaced after the audit/),
  ])
  expect(suppressed[0].suppressions[0]).toMatchObject({ kind: 'external', status: 'accepted' })
})

const fixesOf = (...args: Parameters<typeof finding>): unknown =>
  runOf({ ...shopScan(), findings: [finding(...args)] }).results[0].fixes

test('a fix is offered only where a secret stands in the tree in plain text', () => {
  const at = [2, 5, 2, 25] as const
  const { aws, env } = sampleRules
  expect(fixesOf(aws, { path: 'a', at })).toEqual([
    {
      description: { text: expect.stringContaining('Revoke it first') },
      artifactChanges: [
        {
          artifactLocation: { uri: 'a', uriBaseId: '%SRCROOT%' },
          replacements: [
            {
              deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 25 },
              insertedContent: { text: 'CHANGE_ME' },
            },
          ],
        },
      ],
    },
  ])
  expect(fixesOf(env, { path: '.env' })).toBeUndefined()
  const history = { authorDate: '2024-03-02T09:14:55+01:00', author: 'Ada', tracked: false, paths: ['a'] }
  expect(fixesOf(aws, { path: 'a', at, commit: 'c'.repeat(40), history })).toBeUndefined()
  expect(fixesOf(aws, { path: 'a', at }, { reachedBy: ['base64'] })).toBeUndefined()
  expect(fixesOf(aws, { path: 'a', at }, { status: 'risk-accepted' })).toBeUndefined()
  expect(fixesOf(aws, { path: 'a', at }, { confidence: 'low' })).toBeUndefined()
})

test('a weakness in code says which one it is, as GitHub and other viewers read it, and how it is changed', () => {
  const { cipher } = sampleRules
  const edits = [
    { line: 1, column: 7, endLine: 1, endColumn: 7, text: '\nimport secrets' },
    { line: 2, column: 5, endLine: 2, endColumn: 8, text: 'AES' },
  ]
  const report = { ...shopScan(), findings: [finding(cipher, { path: 'a.py', at: [2, 1, 2, 9] }, { edits })] }
  const log = JSON.parse(renderSarif({ ...report, rules: new Map([[cipher.id, cipher]]) }))
  expect(sarifProblems(log)).toEqual([])
  const [run] = log.runs
  expect(run.tool.driver.rules[0]).toMatchObject({
    relationships: [{ target: { id: '327', toolComponent: { name: 'CWE' } } }, { target: { id: '79' } }],
    properties: {
      tags: expect.arrayContaining(['external/cwe/cwe-327', 'external/cwe/cwe-079', 'weak-cipher']),
    },
  })
  expect(run.taxonomies[0].taxa.map(({ id }: { id: string }) => id)).toEqual(['79', '327'])
  expect(run.results[0].fixes[0].artifactChanges[0].replacements).toEqual([
    {
      deletedRegion: { startLine: 1, startColumn: 7, endLine: 1, endColumn: 7 },
      insertedContent: { text: '\nimport secrets' },
    },
    {
      deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 },
      insertedContent: { text: 'AES' },
    },
  ])
})

test('each place that was not scanned is a warning', () => {
  const [invocation] = runOf(partly()).invocations
  expect(invocation.executionSuccessful).toBe(true)
  expect(invocation.toolExecutionNotifications).toEqual([
    {
      descriptor: { id: 'unreadable' },
      level: 'warning',
      message: { text: expect.stringMatching(/^Not scanned: private\/keys\. Permission denied/) },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'private/keys', uriBaseId: '%SRCROOT%' } } },
      ],
    },
  ])
})

test('addresses are encoded', () => {
  const uris: string[] = runOf(hostile()).results.map(
    (one: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      one.locations[0]?.physicalLocation.artifactLocation.uri,
  )
  for (const uri of uris) expect(uri).toMatch(/^[\w\-.~%/]+$/)
})

test('where it comes from is said when it is known', () => {
  const versionControl = { repository: 'https://git.example/a/b', commit: 'c'.repeat(40), branch: 'main' }
  const log = renderSarif({ ...shop(), versionControl })
  expect(sarifProblems(JSON.parse(log))).toEqual([])
  expect(JSON.parse(log).runs[0].versionControlProvenance[0]).toMatchObject({
    repositoryUri: versionControl.repository,
    revisionId: versionControl.commit,
    branch: 'main',
  })
})

test('more results than GitHub takes are cut, gravest kept, and the number of the others is said', () => {
  const low = finding({ ...sampleRules.deny }, { path: 'low' })
  const grave = finding(sampleRules.aws, { path: 'grave', at: [1, 1, 1, 2] })
  const report = { ...shopScan(), findings: [...Array.from({ length: 25_002 }, () => low), grave] }
  const run = runOf(report)
  expect(run.results).toHaveLength(25_000)
  expect(run.results[0].ruleId).toBe(sampleRules.aws.id)
  expect(run.invocations[0].toolExecutionNotifications[0].message.text).toMatch(
    /^3 results of lower severity left out/,
  )
  expect(runOf(report, true).results).toHaveLength(25_003)
})
