import { z } from 'zod'
import { allowlistSchema } from './allowlist.ts'
import { policySchema } from './policy.ts'
import { shippedPolicyNames } from './shipped-policy-names.ts'

/**
 * Everything in this folder that is made from other files of it.
 * @param readFile reads a file of this folder
 * @returns contents by file name
 */
export function generatedFiles(readFile: (name: string) => string): ReadonlyMap<string, string> {
  return new Map([
    ['shipped.generated.ts', shippedModule(readFile)],
    ['policy.schema.json', jsonSchema(policySchema, 'Gatehouse policy')],
    ['allowlist.schema.json', jsonSchema(allowlistSchema, 'Gatehouse allowlist')],
  ])
}

/** A module that holds the texts, so that they need no file beside the bundled program. */
function shippedModule(readFile: (name: string) => string): string {
  const entries = shippedPolicyNames.map(
    (name) => `  ${JSON.stringify(name)}: ${JSON.stringify(readFile(`${name}.yml`))},`,
  )
  return [
    '// Made by `node policies/generate.ts` from the .yml files beside it; edit those.',
    `export const shippedTexts = {`,
    ...entries,
    '} as const',
    '',
  ].join('\n')
}

/** Draft 7, because that is what editors' YAML support understands best. */
function jsonSchema(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}
