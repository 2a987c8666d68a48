import path from 'node:path'
import { type Extent, type HostKind, hostKinds, visibility } from '../app/enforcement/inventory/visibility.ts'
import { permissions } from '../app/github/permissions.ts'

export const plansPageFile = path.join(import.meta.dirname, '../docs/plans-and-permissions.md')

const titles: Readonly<Record<HostKind, string>> = {
  free: 'Free',
  team: 'Team',
  ghec: 'Enterprise Cloud',
  'ghec-data-residency': 'with data residency',
  ghes: 'Enterprise Server',
}

const extents: Readonly<Record<Extent, string>> = { yes: 'yes', partly: '**partly**', no: '**no**' }

const introduction = `# What can be seen and changed, by plan and permission

GitHub does not tell an App everything. Where it does not, Gatehouse says "unknown" and why, never "not connected". Written by
\`npm run generate\` from \`app/enforcement/inventory/visibility.ts\` and \`app/github/permissions.ts\`; do not edit.

"Enterprise Cloud" is an organization of an enterprise account on github.com. This is GitHub's documentation put in order and tried
against a simulated GitHub; it was not tried on every plan of the real one.
`

/** The page for people: paths by plan, and every permission with its reason. */
export function plansPage(): string {
  return [
    introduction,
    section('What can be seen', 'see'),
    section('What can be changed (in `enforce` only)', 'change'),
    permissionTable(),
  ].join('\n')
}

function section(title: string, does: 'see' | 'change'): string {
  const columns = hostKinds.map((kind) => titles[kind])
  const rows = visibility
    .filter((one) => one.does === does)
    .map(({ path: way, what, on, permissions: keys, note = '' }) =>
      row([way, what, ...hostKinds.map((kind) => extents[on[kind]]), keys.map(code).join(', '), note]),
    )
  const head = ['path', 'Gatehouse can …', ...columns, 'permissions', 'remarks']
  return `## ${title}\n\n${row(head)}${row(head.map(() => '---'))}${rows.join('')}`
}

function permissionTable(): string {
  const rows = permissions.map(({ key, title, scope, level, why, from, without, plans = 'all' }) =>
    row([`${title} (${scope})`, code(key), level, from, why, without, plans]),
  )
  const head = [
    'permission',
    'key',
    'level',
    'from mode',
    'it is asked for to …',
    'unknown without it',
    'plans',
  ]
  return `## Permissions

The App is made with those of \`observe\`, all of which only read. The others are asked for when a mode needs them, and an owner of the
GitHub organization must agree.

${row(head)}${row(head.map(() => '---'))}${rows.join('')}`
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const code = (text: string): string => `\`${text}\``
