import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Inspection } from '../../../scanner/engine/inspection.ts'
import { join, random } from '../../../scanner/engine/sample.ts'
import {
  inspectAssistantFile,
  mayConcernAssistants,
} from '../../../scanner/rules/assistants/inspect-assistant-file.ts'
import { assistantRules } from '../../../scanner/rules/assistants/index.ts'
import { workflowRules } from '../../../scanner/rules/workflows/index.ts'
import { runs as numRuns } from '../../runs.ts'

const workflowPath = '.github/workflows/claude.yml'
const inspected = (path: string, text: string, rule: string): Inspection[] =>
  inspectAssistantFile(path, text).filter((inspection) => inspection.rule.id === rule)

/** The text that a place covers. */
function covered(text: string, { place }: Inspection): string | null {
  if (!place) return null
  const lines = text.split('\n').slice(place.line - 1, place.endLine)
  const last = lines.length - 1
  lines[last] = lines[last]!.slice(0, place.endColumn - 1)
  lines[0] = lines[0]!.slice(place.column - 1)
  return lines.join('\n')
}

const placesIn = (text: string) =>
  inspectAssistantFile(workflowPath, text).map(({ rule, place }) => [rule.id, place])
const severity = (text: string, rule: string) =>
  inspected(workflowPath, text, rule).map((found) => found.severity ?? found.rule.severity)
// A version that takes the code of forks by itself; the major versions do not any more since July 2026.
const withTarget = (step: string, extra = '', version = 'v6.0.0') =>
  `on: pull_request_target\njobs:\n  c:\n${extra}    steps:\n      - uses: actions/checkout@${version}\n        with: { ref: "\${{ github.event.pull_request.head.sha }}" }\n      - ${step}\n`
const nonWrite = (permissions: string, extra = '') =>
  `on: issues\npermissions: ${permissions}\njobs:\n  c:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with: { allowed_non_write_users: '*', github_token: "\${{ secrets.${extra || 'GITHUB_TOKEN'} }}" }\n`
const skippingOn = (on: string) =>
  `on: ${on}\njobs:\n  c:\n    steps:\n      - run: claude -p x --dangerously-skip-permissions\n`

describe('places', () => {
  const workflow = [
    'name: "Täst 😀"',
    'on: { issue_comment: {} }',
    'permissions: write-all',
    'jobs:',
    '  c:',
    '    steps:',
    '      - run: echo "😀 ${{ github.event.comment.body }}"',
    '      - uses: anthropics/claude-code-action@main # unpinned',
    '        with:',
    "          allowed_bots: '*'",
    '          show_full_output: true',
    '          claude_args: |',
    '            # --dangerously-skip-permissions is a bad idea',
    '            --dangerously-skip-permissions --allowedTools "Read,Bash(*),Bash"',
    '',
  ].join('\n')

  test.each([
    ['claude-workflow', ['anthropics/claude-code-action@main']],
    ['claude-action-not-pinned', ['anthropics/claude-code-action@main']],
    ['claude-any-bot-allowed', ["allowed_bots: '*'"]],
    ['claude-full-output-shown', ['show_full_output: true']],
    ['claude-token-write-all', ['write-all']],
    ['claude-job-script-injection', ['${{ github.event.comment.body }}']],
    ['claude-broad-tools', ['Bash(*)', 'Bash']],
    ['claude-permissions-skipped', ['--dangerously-skip-permissions']],
  ])('%s points at %j', (rule, expected) => {
    expect(inspected(workflowPath, workflow, rule).map((found) => covered(workflow, found))).toEqual(expected)
  })

  test('the same text in CRLF has the same lines and columns', () => {
    expect(placesIn(workflow.replaceAll('\n', '\r\n'))).toEqual(placesIn(workflow))
  })

  test('settings and servers', () => {
    const settings =
      '{\n\t"permissions": { "allow": ["Read", "Bash(*)"], "defaultMode": "bypassPermissions" }\n}\n'
    const at = (rule: string) =>
      inspected('.claude/settings.json', settings, rule).map((found) => covered(settings, found))
    expect(at('claude-broad-allow-rule')).toEqual(['Bash(*)'])
    expect(at('claude-bypass-permissions')).toEqual(['"bypassPermissions"'])
    const servers = '{"mcpServers": {"docs": {"type": "http", "url": "http://mcp.example.com"}}}'
    expect(
      inspected('.mcp.json', servers, 'claude-mcp-no-tls').map((found) => covered(servers, found)),
    ).toEqual(['"http://mcp.example.com"'])
    expect(
      inspected('.mcp.json', servers, 'claude-mcp-server').map((found) => covered(servers, found)),
    ).toEqual(['"docs"'])
  })
})

describe('gravity', () => {
  test('code from outside is worse where nothing restores the configuration', () => {
    expect(
      severity(withTarget('uses: anthropics/claude-code-action@v1'), 'claude-untrusted-checkout'),
    ).toEqual(['high'])
    expect(severity(withTarget('run: claude -p x'), 'claude-untrusted-checkout')).toEqual(['critical'])
    const guarded = '    if: github.event.pull_request.head.repo.full_name == github.repository\n'
    expect(severity(withTarget('run: claude -p x', guarded), 'claude-untrusted-checkout')).toEqual(['medium'])
    const refused = withTarget('run: claude -p x', '', 'v6')
    expect(severity(refused, 'claude-untrusted-checkout')).toEqual(['low'])
  })

  test('strangers are worse the more the job may do', () => {
    const rule = 'claude-non-write-users-allowed'
    expect(severity(nonWrite('{ issues: write, contents: read }'), rule)).toEqual(['medium'])
    expect(severity(nonWrite('{ issues: write, contents: write }'), rule)).toEqual(['high'])
    expect(severity(nonWrite('write-all'), rule)).toEqual(['high'])
    expect(severity(nonWrite('{ issues: write }', 'MY_PAT'), rule)).toEqual(['high'])
  })

  test('skipping permissions is worse where strangers start it', () => {
    const rule = 'claude-permissions-skipped'
    expect(severity(skippingOn('issue_comment'), rule)).toEqual(['critical'])
    expect(severity(skippingOn('pull_request'), rule)).toEqual(['high'])
    expect(severity(skippingOn('[schedule, workflow_dispatch]'), rule)).toEqual(['medium'])
  })
})

describe('what can’t be read', () => {
  test.each([
    [workflowPath, 'on: push\njobs: [', 'workflow-unreadable', 'info'],
    [workflowPath, 'uses: anthropics/claude-code-action@v1\n x: [', 'workflow-unreadable', 'medium'],
    ['tools/action.yml', '\t- x', 'workflow-unreadable', 'info'],
    ['.claude/settings.json', '{"permissions": {},}', 'claude-configuration-unreadable', 'info'],
    ['.mcp.json', '// servers\n{}', 'claude-configuration-unreadable', 'info'],
    ['.claude/agents/x.md', '---\nhooks: [\n---\n', 'claude-configuration-unreadable', 'info'],
  ])('%s with %j is said to be unreadable', (path, text, rule, severity) => {
    expect(
      inspectAssistantFile(path, text).map((found) => [found.rule.id, found.severity ?? found.rule.severity]),
    ).toEqual([[rule, severity]])
  })
})

test('paths that concern it', () => {
  const yes = [
    workflowPath,
    '.github/workflows/a.yaml',
    '.github/workflows/a.md',
    'action.yml',
    '.github/actions/x/action.yaml',
    '.claude/settings.json',
    'sub/.claude/settings.local.json',
    '.mcp.json',
    'sub/.mcp.json',
    '.claude.json',
    '.claudeignore',
    '.claude/agents/a/b.md',
    '.claude/commands/x.md',
    '.claude/skills/x/SKILL.md',
    'managed-settings.json',
    'etc/managed-settings.d/10.json',
    'managed-mcp.json',
  ]
  const no = [
    '',
    'src/index.ts',
    'x/.github/workflows/a.yml',
    '.github/workflows/a/b.yml',
    '.github/dependabot.yml',
    'settings.json',
    '.claude/notes.md',
    'my.mcp.json',
    'transaction.yml',
    '.claude/settings.json.bak',
  ]
  expect(yes.filter((path) => !mayConcernAssistants(path))).toEqual([])
  expect(no.filter((path) => mayConcernAssistants(path))).toEqual([])
})

const filled = (head: string, unit: (index: number) => string, tail = '') => {
  let body = ''
  for (let index = 0; head.length + body.length < 400_000; index += 1) body += unit(index)
  return head + body + tail
}

describe('hostile files', () => {
  const paths = [
    workflowPath,
    'action.yml',
    '.github/workflows/a.md',
    '.claude/settings.json',
    '.mcp.json',
    '.claude.json',
    '.claude/agents/a.md',
    '.claudeignore',
  ]
  const samples = [...workflowRules, ...assistantRules].flatMap(({ matches, misses }) =>
    [...matches, ...misses].map((sample) => sample.text()),
  )
  const fragment = fc.constantFrom(
    '${{ secrets.A }}',
    '*',
    '"',
    "'",
    '|',
    '\n',
    '  ',
    '- ',
    'claude -p ',
    '--settings ',
    '{',
    '}',
    '[',
    ']',
    ': ',
    '&a ',
    '*a ',
    '\u0000',
    '\uFEFF',
    '😀',
    '#',
    'if: ',
    'contains(',
    '--allowedTools ',
  )

  /** A real file with a piece cut out and another put in, so that what is behind the parser is reached too. */
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 30 }), fc.array(fragment, { maxLength: 4 }))
    .map(([text, at, length, put]) => {
      const from = at % (text.length + 1)
      return text.slice(0, from) + put.join('') + text.slice(from + length)
    })

  test('never make it fail, and every place lies in the file', () => {
    const anything = fc.oneof(
      damaged,
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.json({ maxDepth: 5 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...paths), anything, (path, text) => {
        const lines = text.split('\n')
        for (const { place, rule } of inspectAssistantFile(path, text)) {
          expect(rule.id).toMatch(/^(?:claude|workflow)-/)
          if (!place) continue
          expect(place.line).toBeGreaterThanOrEqual(1)
          expect(place.endLine).toBeLessThanOrEqual(lines.length)
          expect(place.endColumn).toBeLessThanOrEqual(lines[place.endLine - 1]!.length + 1)
          expect(place.endLine > place.line || place.endColumn >= place.column).toBe(true)
        }
      }),
      { numRuns },
    )
  })

  const job = 'on: issues\njobs:\n  a:\n    steps:\n'

  test.each([
    ['steps', workflowPath, filled(job, () => '    - run: claude -p\n'), 'claude-actor-not-checked'],
    [
      'jobs that wait for one another',
      workflowPath,
      filled(
        'on: issues\njobs:\n',
        (index) => `  j${index}: { needs: j${index + 1}, steps: [{ run: claude -p }] }\n`,
      ),
      'claude-workflow',
    ],
    [
      'commands of different paths',
      workflowPath,
      filled(`${job}    - run: |\n`, (index) => `        /a${index}/claude -p\n`),
      'claude-workflow',
    ],
    [
      'tools',
      workflowPath,
      filled(`${job}    - run: claude -p --allowedTools "`, () => 'Read,', 'Bash"\n'),
      'claude-broad-tools',
    ],
    [
      'expressions',
      workflowPath,
      filled(`${job}    - run: claude -p `, (index) => `\${{ github.head_ref + ${index} }}`, '\n'),
      'claude-job-script-injection',
    ],
    [
      'secrets',
      workflowPath,
      `${filled('env:\n', (index) => `  A${index}: \${{ secrets.A${index} }}\n`)}${job}    - run: claude -p\n`,
      'claude-workflow',
    ],
    [
      'allow rules',
      '.claude/settings.json',
      filled('{"permissions":{"allow":[', () => '"Read",', '"Bash"]}}'),
      'claude-broad-allow-rule',
    ],
    [
      'servers',
      '.mcp.json',
      filled('{"mcpServers":{', (index) => `"s${index}":{"command":"npx","args":["x"]},`, '"z":{}}}'),
      'claude-mcp-not-pinned',
    ],
  ])('with hundreds of thousands of characters of %s are still read', (_, path, text, rule) => {
    expect(inspected(path, text, rule).length).toBeGreaterThan(0)
  })

  test('bytes that are no text are taken as they come', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.uint8Array({ maxLength: 400 }), (path, bytes) => {
        expect(Array.isArray(inspectAssistantFile(path, new TextDecoder().decode(bytes)))).toBe(true)
      }),
      { numRuns },
    )
  })

  test('never get a secret into what is said of them', () => {
    const secret = join('sk-', 'ant-', 'api03-', random('base62', 60))
    const workflow = samples
      .filter((text) => text.includes('jobs:'))
      .map((text) =>
        text
          .replaceAll('secrets.ANTHROPIC_API_KEY', `secrets.${secret}`)
          .replaceAll('name: Claude', `name: ${secret}`),
      )
    const planted = [
      [
        workflowPath,
        `on: push\njobs:\n  ${secret}:\n    env: { ANTHROPIC_API_KEY: ${secret} }\n    steps:\n      - run: claude -p "${secret}" --allowedTools "Bash(*)"\n`,
      ],
      [
        '.claude/settings.json',
        JSON.stringify({
          env: { API_TOKEN: secret, ANTHROPIC_BASE_URL: `https://u:${secret}@x.example.com/${secret}` },
          apiKeyHelper: `echo ${secret}`,
          permissions: { allow: [`Bash(curl -H ${secret})`, 'Bash'], deny: [`Write(${secret})`, secret] },
          hooks: { [secret]: [{ hooks: [{ type: 'command', command: `echo ${secret}` }] }] },
        }),
      ],
      [
        '.mcp.json',
        JSON.stringify({
          mcpServers: {
            [`${secret} x`]: {
              url: `http://${secret}@x.example.com/?token=${secret}`,
              headers: { Authorization: secret },
            },
            b: { command: 'npx', args: ['-y', `x-${secret}`, `--token=${secret}`] },
          },
        }),
      ],
      ['.mcp.json', `{"mcpServers": {"a": ${secret}`],
      [workflowPath, `a: *${secret}\n`],
      ...workflow.map((text) => [workflowPath, text]),
    ] as const
    for (const [path, text] of planted) {
      for (const { note } of inspectAssistantFile(path, text)) expect(note ?? '').not.toContain(secret)
    }
  })
})

test.each([
  ['{"permissions": {"deny": "Read(**)"}}', '"Read(**)"'],
  ['{"permissions": {"deny": ["Read(**)", 5]}}', '5'],
  ['{"permissions": {"ask": null}}', 'null'],
])('settings whose permissions have another form can not be read: %s', (text, part) => {
  const [found] = inspected('.claude/settings.json', text, 'claude-configuration-unreadable')
  expect(covered(text, found!)).toBe(part)
})

test('settings with well-formed permissions can be read', () => {
  const text = '{"permissions": {"deny": ["Read(**)"], "allow": []}, "env": {"A": "b"}}'
  expect(inspected('.claude/settings.json', text, 'claude-configuration-unreadable')).toEqual([])
})
