import { expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import { run } from '../../cli/run.ts'
import { secretText } from '../../demo/company/secret-text.ts'
import { useDatabases } from '../database/test-database.ts'
import { reachedCompany, workflow } from '../end-to-end/reached-company.ts'
import { running } from '../end-to-end/running.ts'
import { addressOf } from '../database/address-of.ts'

const databases = useDatabases()

/** Within what GitHub allows a repository to be called. Source: its own form: letters, digits, `.`, `_`, `-`. */
const repositories = [
  '..foo',
  '...',
  '-rf',
  '--upload-pack',
  '.github.git.',
  '__proto__',
  'constructor',
  '_bold_',
  'NUL.txt',
  'a'.repeat(100),
]
/** What git allows as a path, and a person must not be shown as it is. */
const paths = [
  '=cmd|calc.env',
  '\u001b[2J\u001b]0;owned\u0007.env',
  'line\nbreak.env',
  '\u202egpj.env',
  '**bold** <img src=x onerror=alert(1)>.env',
  '`|` [click](javascript:alert(1)).env',
  '::error::forged.env',
  '-rf.env',
  'con\tfusing\r.env',
]
const branches = ['=cmd', 'x$(id)', 'x;y', '"quoted"', '\u202ereversed', '-dashed', '<script>']

// oxlint-disable-next-line no-control-regex -- what nobody may be shown
const dangerous = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** What of it stands in a text, with what is around it. A line may end as CSV's lines do. */
const seenIn = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .flatMap((line) =>
      dangerous.exec(line) ? [JSON.stringify(line.slice(line.search(dangerous) - 60).slice(0, 120))] : [],
    )
    .slice(0, 5)

test('names of every kind are governed like any others, and shown safely wherever they are shown', async () => {
  const company = await reachedCompany('ghec')
  const { github, acme } = company
  const files = {
    ...Object.fromEntries(paths.map((name) => [name, secretText('stripe-secret-key')])),
    '.github/workflows/=claude.yml': workflow,
    '.github/workflows/\u001b[31mred.yml': workflow,
  }
  for (const name of repositories) {
    const repository = github.addRepository(acme, {
      name,
      description: '=HYPERLINK("http://x")\u001b[31m\nsecond line \u202e',
      commits: [
        { files, message: '\u001b[2Jmessage\n::error::forged\n=cmd' },
        ...branches.map((branch) => ({ files: { 'b.txt': 'b\n' }, branch })),
      ],
    })
    github.addDeployKey(repository, { title: '=cmd \u001b[31m\n**key** \u202e', addedBy: 'ada' })
    github.addSecret(repository, { name: 'ANTHROPIC_API_KEY' })
  }
  const { store, connection } = await databases.create()
  const program = await running({ store, connection }, company, { LOG_LEVEL: 'debug', SCAN: 'all' })
  await program.swept()

  const [{ id } = { id: '' }] = await listOrganizations(store, 'everything')
  const sweep = await readLastSweep(store, 'everything', id)
  expect(sweep?.coverage.failed).toEqual([])
  const variables = { DATABASE_URL: addressOf(connection) }
  for (const name of repositories) {
    const shown = await program.repository(`acme/${name}`)
    expect(shown.decision, name).toBeDefined()
    expect((await program.reaches(`acme/${name}`))['workflow'], name).toBe('connected')
    expect(new Set(shown.findings.map(({ path }) => path)).size, name).toBeGreaterThanOrEqual(paths.length)
    for (const format of ['human', 'markdown', 'json']) {
      const { code, stdout, stderr } = await run(['why', `acme/${name}`, '--format', format], { variables })
      expect({ code: code === 0 || code === 1, stderr }, `${name} ${format}`).toEqual({
        code: true,
        stderr: '',
      })
      expect(asRead(stdout), `${name} ${format}`).toContain(name)
      expect(seenIn(stdout), `${name} ${format}`).toEqual([])
      expect(stdout, `${name} ${format}`).not.toContain('<img')
      expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toEqual([])
    }
  }
  for (const format of ['csv', 'jsonl', 'ocsf']) {
    const { code, stdout } = await run(['audit', 'export', '--format', format], { variables })
    expect({ format, code }).toEqual({ format, code: 0 })
    expect(seenIn(stdout), format).toEqual([])
    if (format !== 'csv') continue
    const cells = parse(stdout).flat()
    expect(cells.filter((cell) => /^[=+@\t\r]|^-[^\d]/.test(cell))).toEqual([])
  }
  for (const line of program.log) {
    expect(seenIn(line)).toEqual([])
    expect(() => JSON.parse(line)).not.toThrow()
  }
})

/** What a reader sees of a text whose signs are escaped, by backslashes or as Markdown takes them. */
const asRead = (text: string): string =>
  text
    .replaceAll(/&#x([0-9a-f]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll('<!-- -->', '')
    .replaceAll('\\', '')
