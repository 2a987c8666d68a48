import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const actionSchema = z.object({ inputs: z.record(z.string(), z.object({ default: z.string() })) })

/** What `action.yml` says where a workflow says nothing. */
export function actionDefaults(): Readonly<Record<string, string>> {
  const file = path.join(import.meta.dirname, '../../action.yml')
  const { inputs } = actionSchema.parse(parse(readFileSync(file, 'utf8')))
  return Object.fromEntries(Object.entries(inputs).map(([name, { default: value }]) => [name, value]))
}

/** Inputs as a runner hands them over: what a workflow gives, and the defaults for the rest. By the variables' names. */
export const actionInputs = (given: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...actionDefaults(), ...given }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]),
  )
