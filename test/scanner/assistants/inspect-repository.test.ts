import { describe, expect, test } from 'vitest'
import { inspectRepository } from '../../../scanner/rules/assistants/inspect-repository.ts'
import { lines } from '../../../scanner/rules/documents/file-sample.ts'
import { findConnections } from '../../../scanner/rules/workflows/connections.ts'
import { commitId } from '../../../scanner/rules/workflows/workflow-sample.ts'

const inspect = (files: Readonly<Record<string, string>>, riskyPaths: readonly string[] = []) =>
  inspectRepository({
    paths: [...Object.keys(files), ...riskyPaths],
    read: (path) => files[path],
    riskyPaths,
  })
const settingsPath = '.claude/settings.json'

describe('deny rules', () => {
  test('a repository without risky files needs none', async () => {
    const { inspections, denyRules } = await inspect({ 'README.md': '# x' })
    expect(inspections).toEqual([])
    expect(denyRules).toEqual({ settings: 'absent', covered: [], uncovered: [] })
  })

  test('what is uncovered is said once, with the JSON to create', async () => {
    const { inspections, denyRules } = await inspect({}, ['.env', 'certs/server.pem'])
    expect(denyRules).toEqual({ settings: 'absent', covered: [], uncovered: ['.env', 'certs/server.pem'] })
    expect(inspections.map(({ path, inspection }) => [path, inspection.rule.id, inspection.place])).toEqual([
      [settingsPath, 'claude-deny-rules-missing', null],
    ])
    const { note } = inspections[0]!.inspection
    expect(note).toContain('{"permissions":{"deny":["Read(**/.env)","Read(/certs/server.pem)"]}}')
    expect(note).toContain('best effort')
  })

  test('what is covered is not asked for again; the list that is there is pointed at', async () => {
    const text = '{\n  "permissions": {\n    "deny": ["Read(.env)"]\n  }\n}\n'
    const { inspections, denyRules } = await inspect({ [settingsPath]: text }, ['.env', 'a.key'])
    expect(denyRules).toEqual({ settings: 'read', covered: ['.env'], uncovered: ['a.key'] })
    expect(inspections[0]!.inspection.place).toEqual({ line: 3, column: 13, endLine: 3, endColumn: 27 })
    expect(inspections[0]!.inspection.note).toContain(
      'Add to the list `permissions.deny` in `.claude/settings.json`: "Read(/a.key)"',
    )
  })

  test('rules in a file that Claude Code skips cover nothing', async () => {
    const { inspections, denyRules } = await inspect(
      { [settingsPath]: '{"permissions": {"deny": ["Read(.env)"],}}' },
      ['.env'],
    )
    expect(denyRules).toMatchObject({ settings: 'unreadable', uncovered: ['.env'] })
    expect(inspections[0]!.inspection.note).toContain('Claude Code skips `.claude/settings.json` as it is')
  })

  test.each([
    '{"permissions": {"deny": "Read(**)"}}',
    '{"permissions": {"deny": ["Read(**)", 5]}}',
    '{"permissions": {"deny": ["Read(**)"], "allow": {}}}',
    '{"permissions": ["Read(**)"]}',
    '["Read(**)"]',
  ])('rules in settings of another form cover nothing: %s', async (text) => {
    const { inspections, denyRules } = await inspect({ [settingsPath]: text }, ['.env'])
    expect(denyRules).toEqual({ settings: 'unreadable', covered: [], uncovered: ['.env'] })
    expect(inspections[0]!.inspection).toMatchObject({ place: null })
  })

  test('the note ends with what is to be copied, so that no prose runs on from it', async () => {
    for (const text of ['{}', '{"permissions": {"deny": []}}', 'no JSON']) {
      const { inspections } = await inspect({ [settingsPath]: text }, ['.env'])
      expect(inspections[0]!.inspection.note).toMatch(/: (?:\{.*\}|"Read\(\*\*\/\.env\)")$/)
    }
  })

  test('with everything covered there is nothing to say', async () => {
    const { inspections } = await inspect({ [settingsPath]: '{"permissions":{"deny":["Read(.env)"]}}' }, [
      '.env',
      'a/.env',
    ])
    expect(inspections).toEqual([])
  })
})

test('what an agentic workflow allows is judged where the file compiled from it is not there', async () => {
  const path = '.github/workflows/sort.md'
  const text = lines(
    '---',
    'on: { issues: { types: [opened] } }',
    'engine: claude',
    'permissions: write-all',
    'roles: all',
    'tools: { bash: [":*"] }',
    'network: { allowed: ["*"] }',
    '---',
    'Sort the issue.',
  )
  const alone = await inspect({ [path]: text })
  expect(alone.inspections.map(({ inspection }) => [inspection.rule.id, inspection.place?.line])).toEqual([
    ['claude-token-write-all', 4],
    ['claude-non-write-users-allowed', 5],
    ['claude-broad-tools', 6],
  ])
  expect(alone.inspections[2]!.inspection.note).toContain('Every address on the network')
  const compiled = await inspect({ [path]: text, '.github/workflows/sort.lock.yml': 'jobs: {}\n' })
  expect(compiled.inspections).toEqual([])
  const narrow = text.replace('write-all', 'read-all').replace('all\ntools', '[admin]\ntools')
  expect((await inspect({ [path]: narrow.replace(':*', 'ls') })).inspections).toEqual([])
})

const composite = lines(
  'name: Ask Claude',
  'runs:',
  '  using: composite',
  '  steps:',
  '    - shell: bash',
  '      run: claude -p "Answer"',
)
const caller = lines(
  'on: issue_comment',
  'permissions: { contents: read }',
  'jobs:',
  '  ask:',
  '    runs-on: ubuntu-latest',
  '    steps:',
  `      - uses: actions/checkout@${commitId()}`,
  '      - uses: ./.github/actions/ask',
)
const reusable = lines(
  'on: workflow_call',
  'permissions: { contents: read }',
  'jobs:',
  '  ask:',
  '    runs-on: ubuntu-latest',
  '    steps:',
  '      - run: claude -p "Answer"',
)

const circle = (other: string) => lines('runs:', '  using: composite', '  steps:', `    - uses: ./${other}`)

describe('files that call one another', () => {
  test('a local action that runs Claude counts for the workflow that uses it', async () => {
    const { inspections, connections } = await inspect({
      '.github/actions/ask/action.yml': composite,
      '.github/workflows/ask.yml': caller,
    })
    expect(
      inspections.map(({ path, inspection }) => `${path} ${inspection.rule.id} ${inspection.place?.line}`),
    ).toEqual([
      '.github/workflows/ask.yml claude-workflow 8',
      '.github/workflows/ask.yml claude-actor-not-checked 8',
    ])
    expect(connections.map(({ evidence }) => evidence.map(({ file, form }) => `${file} ${form}`))).toEqual([
      ['.github/workflows/ask.yml local-action'],
    ])
  })

  test('who calls a reusable workflow decides who can start it', async () => {
    const calling = lines(
      'on: issues',
      'permissions: {}',
      'jobs:',
      '  go:',
      '    uses: ./.github/workflows/ask.yml',
      '    secrets: inherit',
    )
    const files = { '.github/workflows/ask.yml': reusable, '.github/workflows/go.yml': calling }
    const { inspections } = await inspect(files)
    expect(inspections.map(({ path, inspection }) => `${path} ${inspection.rule.id}`)).toContain(
      '.github/workflows/ask.yml claude-actor-not-checked',
    )
    const { inspections: quiet } = await inspect({
      ...files,
      '.github/workflows/go.yml': calling.replace('on: issues', 'on: push'),
    })
    expect(quiet.map(({ inspection }) => inspection.rule.id)).not.toContain('claude-actor-not-checked')
  })

  test('a local action that checks the person by itself is no way in', async () => {
    const checking = composite.replace(
      /    - shell: bash\n      run: .*\n/,
      `    - uses: anthropics/claude-code-action@${commitId()}\n`,
    )
    const { inspections } = await inspect({
      '.github/actions/ask/action.yml': checking,
      '.github/workflows/ask.yml': caller,
    })
    expect(inspections.map(({ inspection }) => inspection.rule.id)).toEqual(['claude-workflow'])
  })

  test('a guard of the calling job counts for the called workflow', async () => {
    const guarded = lines(
      'on: issues',
      'permissions: {}',
      'jobs:',
      '  go:',
      "    if: github.event.issue.author_association == 'OWNER'",
      '    uses: ./.github/workflows/ask.yml',
    )
    const { inspections } = await inspect({
      '.github/workflows/ask.yml': reusable,
      '.github/workflows/go.yml': guarded,
    })
    expect(inspections.map(({ inspection }) => inspection.rule.id)).not.toContain('claude-actor-not-checked')
  })

  test('actions that call each other in a circle end', async () => {
    await expect(
      inspect({ 'a/action.yml': circle('b'), 'b/action.yaml': circle('a') }),
    ).resolves.toMatchObject({ inspections: [] })
  })
})

describe('connections', () => {
  const workflow = lines(
    'on: [issue_comment, pull_request]',
    'jobs:',
    '  claude:',
    '    steps:',
    '      - uses: anthropics/claude-code-action@v1',
    '        with: { anthropic_api_key: "${{ secrets.ANTHROPIC_API_KEY }}" }',
  )

  test('a workflow with Claude is one, with the place, the events and the names of the secrets', () => {
    expect(findConnections('.github/workflows/claude.yml', workflow)).toEqual([
      {
        assistant: 'claude',
        path: 'workflow',
        control: 'enforceable',
        confidence: 'high',
        evidence: [
          {
            kind: 'file',
            file: '.github/workflows/claude.yml',
            place: { line: 5, column: 15, endLine: 5, endColumn: 47 },
            form: 'action',
            what: 'runs anthropics/claude-code-action',
            triggers: ['issue_comment', 'pull_request'],
            secrets: ['ANTHROPIC_API_KEY'],
          },
        ],
      },
    ])
  })

  test('one that can’t be read but names Claude is one we are not sure of', () => {
    expect(
      findConnections('.github/workflows/x.yml', 'uses: anthropics/claude-code-action@v1\n  bad: ['),
    ).toMatchObject([{ confidence: 'low', evidence: [{ form: 'unreadable' }] }])
    expect(findConnections('.github/workflows/x.yml', 'run: [')).toEqual([])
  })

  test('an agentic workflow is one in either form, and so is the file compiled from it', () => {
    for (const engine of ['engine: claude', 'engine:\n  id: claude\n  model: opus']) {
      const text = `---\non:\n  issues:\n    types: [opened]\n${engine}\n---\n\nSort the issue.\n`
      expect(findConnections('.github/workflows/sort.md', text)).toMatchObject([
        { confidence: 'medium', evidence: [{ form: 'agentic-workflow', triggers: ['issues'] }] },
      ])
    }
    expect(findConnections('.github/workflows/sort.md', '---\nengine: copilot\n---\nSort.\n')).toEqual([])
    const lock =
      '# gh-aw-metadata: {"schema_version":"v4","agent_id":"claude"}\non: push\njobs:\n  a:\n    steps:\n      - run: ./x.sh\n'
    expect(findConnections('.github/workflows/sort.lock.yml', lock)).toMatchObject([
      { evidence: [{ form: 'agentic-workflow', place: { line: 1 } }] },
    ])
    expect(findConnections('.github/workflows/sort.lock.yml', lock.replace('claude', 'codex'))).toEqual([])
  })

  test('workflows outside of the root’s .github do not run', () => {
    for (const path of [
      'docs/.github/workflows/claude.yml',
      '.github/workflows/old/claude.yml',
      'claude.yml',
    ]) {
      expect(findConnections(path, workflow)).toEqual([])
    }
  })
})
