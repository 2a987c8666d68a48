import type { OpenDatabase } from '../../app/database/open-database.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { PersonEraseFlags, PersonExportFlags } from '../commands/person.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { readSettings } from './open-deployment.ts'

/** `gatehouse person export` */
export async function exportSomebody(
  program: Program,
  called: string,
  { output }: PersonExportFlags,
): Promise<void> {
  const text = await withStore(program, async (store) => {
    const { findKnownPerson } = await import('../../app/database/person/known-person.ts')
    const { exportPerson } = await import('../../app/database/person/export-person.ts')
    const person = await findKnownPerson(store, called)
    const exported = await exportPerson(store, { person, by: null, at: new Date() })
    return `${JSON.stringify(exported, undefined, 2)}\n`
  })
  writeOutput(program.environment, text, output)
}

/** `gatehouse person erase` */
export async function eraseSomebody(
  program: Program,
  called: string,
  { confirm }: PersonEraseFlags,
): Promise<void> {
  if (confirm !== undefined && confirm !== called)
    throw new AppError('usage', `--confirm says ${confirm}, and ${called} was to be erased.`, {
      todo: 'Give the same in both places.',
    })
  const text = await withStore(program, async (store) => {
    const { findKnownPerson, organizationsOf } = await import('../../app/database/person/known-person.ts')
    const { erasePerson } = await import('../../app/database/person/erase-person.ts')
    const person = await findKnownPerson(store, called)
    if (confirm === undefined) {
      const { length } = await organizationsOf(store, person.id)
      const name = person.login ?? 'somebody without a name'
      return `${name} (${person.id}) is known in ${length} organization${length === 1 ? '' : 's'}. Nothing was erased.
See what is kept with \`gatehouse person export\`; erase it with \`--confirm ${called}\`. It cannot be undone.`
    }
    const { deleted, replaced } = await erasePerson(store, { person, by: null, at: new Date() })
    const lines = [
      ...Object.entries(deleted).map(([table, rows]) => `  ${table}: ${rows} deleted`),
      ...Object.entries(replaced).map(([table, rows]) => `  ${table}: ${rows} without their words`),
    ]
    return ['Erased. What stays names nobody but the id', `  ${person.id}`, ...lines].join('\n')
  })
  const lines = text.split('\n').map(escapeTerminal)
  writeOutput(program.environment, `${lines.join('\n')}\n`, undefined)
}

async function withStore(
  program: Program,
  work: (store: OpenDatabase['store']) => Promise<string>,
): Promise<string> {
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { store, close } = await openExisting(settings)
  try {
    return await work(store)
  } finally {
    await close()
  }
}
