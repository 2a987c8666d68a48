import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const root = path.join(import.meta.dirname, '..')
export const readmeFile = path.join(root, 'README.md')

const actionSchema = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
})

/** The README with the tables of the Action's inputs and outputs as `action.yml` has them; everything else stays. Pure. */
export function withActionTables(readme: string, actionText: string): string {
  const { inputs, outputs } = actionSchema.parse(parse(actionText))
  const taken = Object.entries(inputs).map(([name, { description, default: value }]) => [
    name,
    description,
    asDefault(value),
  ])
  const given = Object.entries(outputs).map(([name, { description }]) => [name, description])
  return between(
    between(readme, 'inputs', table(['input', 'what it is', 'default'], taken)),
    'outputs',
    table(['output', 'what it is'], given),
  )
}

/** The README as it should be now. */
export const readmeWithTables = (): string =>
  withActionTables(readFileSync(readmeFile, 'utf8'), readFileSync(path.join(root, 'action.yml'), 'utf8'))

const asDefault = (value: string): string => (value === '' ? '' : `\`${value}\``)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map(([name, ...rest]) => [`\`${name}\``, ...rest.map(cell)])]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

const cell = (text: string): string => text.trim().replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')

function between(readme: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} of action.yml -->`, `<!-- end of ${name} -->`]
  const [before, rest] = readme.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md has no place for the ${name}.`)
  return `${before}${start}\n\n${content}\n\n${end}${after}`
}
