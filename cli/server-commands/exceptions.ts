import { escapeTerminal } from '../../report/escape/terminal.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, withDatabase } from './open-deployment.ts'

/** `gatehouse exceptions` */
export async function showExceptions(program: Program, given: string | undefined): Promise<void> {
  const lines = await withDatabase(program, async ({ store }) => {
    const { listExceptions } = await import('../../app/database/exceptions.ts')
    const { waivedInFull } = await import('../../app/enforcement/exceptions/waived-words.ts')
    const { id, login } = await chooseOrganization(store, given)
    const all = await listExceptions(store, 'everything', id, new Date())
    return all.map(({ id: number, repositoryName, waived, owner, control, by, expiresAt, issue }) =>
      [
        `${number}. ${login}/${repositoryName}: ${waivedInFull(waived)} until ${expiresAt.toISOString().slice(0, 10)}`,
        `${owner} answers for it`,
        ...(control === null ? ['what is done instead is not in the record'] : [`instead: ${control}`]),
        `granted by ${by ?? 'somebody'} in issue ${issue}`,
      ].join(', '),
    )
  })
  const shown = lines.length === 0 ? ['Nothing is waived.'] : lines
  const text = shown.map((line) => escapeTerminal(program.mask(line))).join('\n')
  writeOutput(program.environment, `${text}\n`, undefined)
}
