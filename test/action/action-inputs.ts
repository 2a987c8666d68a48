import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const actionSchema = z.object({ inputs: z.record(z.string(), z.object({ default: z.string() })) })

/** Inputs as a runner hands them over: what a workflow gives, and the defaults of `action.yml` for the rest. By the variables' names. */
export function actionInputs(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const file = path.join(import.meta.dirname, '../../action.yml')
  const { inputs } = actionSchema.parse(parse(readFileSync(file, 'utf8')))
  const defaults = Object.entries(inputs).map(([name, { default: value }]) => [name, value] as const)
  const all = Object.entries({ ...Object.fromEntries(defaults), ...given })
  return Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}
